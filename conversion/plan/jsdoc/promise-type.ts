import type { Convention } from '../completions/convention.js';
import type { Region } from '../regions/region.js';
import { documentedValues } from './callback-values.js';
import type { Tag } from './read-jsdoc.js';

/** What a promise in the place of a callback gives, by what the comment says of the callback: `Promise<string>`. */
export function promiseType({ context }: Region, param: Tag | undefined, convention: Convention): string {
  if (convention === 'void' || convention === 'null') return 'Promise<void>';
  const values = param?.type === undefined ? undefined : documentedValues(context, param.type);
  const [first] = values ?? [];
  if (!values || first === undefined) return 'Promise';
  return convention === 'value' ? `Promise<${first}>` : `Promise<[${values.join(', ')}]>`;
}
