import type { Item, Replacement, Span } from '../items.js';
import type { Region } from './region.js';

/**
 * Takes away a bare `return` at the very end of a function body: nothing follows that it could skip.
 * Works on settled completions, before they are written.
 *
 * @param items what the body consists of
 * @returns the items without it
 */
export const withoutTrailingReturn = (region: Region, items: readonly Item[]): Item[] =>
  withoutTrailing(region, items, 'return');

/** The same for a `continue` at the very end of a loop. */
export function withoutTrailing(region: Region, items: readonly Item[], word: 'return' | 'continue'): Item[] {
  const last = items.at(-1);
  if (!last) return [];
  const others = items.slice(0, -1);
  if (isBare(last, word)) return others;
  if (last.kind !== 'source') return [...items];
  const inner = replacementAtEnd(region, last.span);
  if (!inner) return [...items];
  const shortened = withoutTrailing(region, inner.items, word);
  if (shortened.length === inner.items.length && shortened.at(-1) === inner.items.at(-1)) return [...items];
  region.replacements[region.replacements.indexOf(inner)] = { ...inner, items: shortened };
  return [...items];
}

const isBare = (item: Item, word: string): boolean =>
  item.kind === 'line' && item.parts.length === 1 && item.parts[0] === word;

/** The statement that ends a stretch of source, when it was replaced by statements. */
function replacementAtEnd(region: Region, span: Span): Replacement | undefined {
  const ending = region.replacements.filter(
    ({ start, end, inline, needsBlock, items }) =>
      !inline && !needsBlock && items.length > 0 && end === span.end && start >= span.start,
  );
  // Of a statement and the last one in it, the outer one is what stands there.
  const [outermost, ...others] = ending.toSorted((a, b) => a.start - b.start);
  return others.every(({ start }) => start > outermost!.start) ? outermost : undefined;
}
