import type { Part } from '../../items.js';
import type { SaidTypes, Wanted } from './await-form.js';

/** `task`, `task.values` or `task.args`. */
export const variantOf = (wanted: Wanted): string =>
  wanted === 'value' ? '' : wanted === 'values' ? '.values' : '.args';

/** `<[Error | null, string]>`: where the callee does not tell, the handler does. A single value says it where it is declared. */
export function saidTypes(wanted: Wanted, said: SaidTypes | undefined): readonly Part[] {
  const types = wanted === 'values' ? said?.types : wanted === 'arguments' ? said?.argumentTypes : undefined;
  return types ? ['<', ...types, '>'] : [];
}
