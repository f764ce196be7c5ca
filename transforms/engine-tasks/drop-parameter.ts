import type { FileContext } from '../../analysis/file-context.js';
import type { Replacement } from '../../conversion/items.js';
import type { PreparedEngine } from './prepare-engine.js';

/** Takes the parameter for the callback away, with the comma in front of it. */
export function dropParameter(context: FileContext, { site }: PreparedEngine): Replacement[] {
  const { params } = site.fn;
  const last = params.at(-1)!;
  const before = params.at(-2);
  const { text } = context.file.source;
  const trailing = before ? '' : (/^\s*,/.exec(text.slice(last.end!))?.[0] ?? '');
  const range = { start: before ? before.end! : last.start!, end: last.end! + trailing.length };
  return [{ ...range, items: [], needsBlock: false, inline: [] }];
}
