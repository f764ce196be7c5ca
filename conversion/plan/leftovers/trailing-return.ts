import type { BlockStatement, IfStatement, Statement } from '@babel/types';
import { spanOf, type Item, type Part, type Replacement, type Span } from '../../items.js';
import { blockList, type Region } from '../regions/region.js';
import { commentsWithin, listItems } from '../statements/statement-items.js';
import { statementsAtEnd } from '../statements/statements-at-end.js';

type Word = 'return' | 'continue';

/**
 * Takes away a bare `return` at the very end of a function body, or of a branch with which it ends: nothing follows that
 * it could skip. Works on settled completions, before they are written.
 *
 * @param items what the body consists of
 * @returns the items without it
 */
export const withoutTrailingReturn = (region: Region, items: readonly Item[]): Item[] =>
  withoutTrailing(region, items, 'return');

/** The same in the local functions that complete the region. */
export function trimContinuationFunctions(region: Region): void {
  for (const [fn, state] of region.continuationFunctions)
    if (state !== 'item') withoutTrailingReturn(region, listItems(region, blockList(fn.body)));
}

/** The same for a `continue` at the very end of a loop. */
export function withoutTrailing(region: Region, items: readonly Item[], word: Word): Item[] {
  const last = items.at(-1);
  if (!last) return [];
  const others = items.slice(0, -1);
  if (isBare(last, word)) return withoutTrailing(region, others, word);
  if (last.kind === 'braced') return [...others, withoutTrailingInClauses(region, last, word)];
  if (last.kind === 'comment' || last.kind === 'blank') return [...withoutTrailing(region, others, word), last];
  if (last.kind !== 'source') return [...items];
  trimSource(region, last.span, word);
  if (!isGone(region, last.span)) return [...items];
  const left = commentsWithin(region, last.span).length > 0 ? [last] : [];
  return [...withoutTrailing(region, others, word), ...left];
}

/** True when nothing is left of a stretch of source: what stands in front of it is the end now. */
function isGone(region: Region, span: Span): boolean {
  const statements = statementsAtEnd(region.context, span);
  return statements.length > 0 && statements.every((statement) => replacementOf(region, statement)?.items.length === 0);
}

const isBare = (item: Item, word: Word): boolean =>
  item.kind === 'line' && item.parts.length === 1 && item.parts[0] === word;

/**
 * `catch (err) { log(err); return; }`; a block is not left empty. What ends in more than a brace is no statement, and behind
 * the end of a loop stands its next turn.
 */
function withoutTrailingInClauses(region: Region, item: Item & { kind: 'braced' }, word: Word): Item {
  if (item.end.length > 0 || item.clauses.some(isLoop)) return item;
  const clauses = item.clauses.map(({ head, body }) => {
    const shortened = withoutTrailing(region, body, word);
    return { head, body: shortened.length > 0 ? shortened : body };
  });
  return { ...item, clauses };
}

const isLoop = ({ head: [first] }: { readonly head: readonly Part[] }): boolean =>
  typeof first === 'string' && /^(?:for|while)\b/.test(first);

/** The same in a stretch of the source, where statements at its end were replaced. */
function trimSource(region: Region, span: Span, word: Word): void {
  const statements = statementsAtEnd(region.context, span);
  const inner = replacementAtEnd(region, span);
  if (!inner) return trimStatements(region, statements, word, true);
  if (trimReplacement(region, inner, word) > 0) return;
  const before = statements.filter(({ end }) => end! <= inner.start);
  trimStatements(region, before, word, true);
}

function trimStatements(region: Region, statements: readonly Statement[], word: Word, mayEmpty: boolean): void {
  const left = statements.filter((statement) => replacementOf(region, statement)?.items.length !== 0);
  const last = left.at(-1);
  const replaced = last && replacementOf(region, last);
  if (last?.type === 'IfStatement' && !replaced) trimBranches(region, last, word);
  // Of an `if` whose `else` stands behind it now, the branch is what ends here.
  const isBranch = last?.type === 'BlockStatement' && region.context.parents.get(last)?.key === 'consequent';
  if (isBranch && !replaced) trimBranch(region, last, word);
  if (!replaced || (!mayEmpty && left.length === 1 && replaced.items.every((item) => isBare(item, word)))) return;
  // What stood in front of a statement that goes is the last one now.
  if (trimReplacement(region, replaced, word) === 0) trimStatements(region, left.slice(0, -1), word, mayEmpty);
}

/** @returns how many items are left */
function trimReplacement(region: Region, replacement: Replacement, word: Word): number {
  const shortened = withoutTrailing(region, replacement.items, word);
  const items = replacement.needsBlock && !fillsBranch(shortened) ? replacement.items : shortened;
  region.replacements[region.replacements.indexOf(replacement)] = { ...replacement, items };
  return items.length;
}

/** Whether items can stand behind an `if` that had no braces: they get some, or are one statement that needs none. */
function fillsBranch(items: readonly Item[]): boolean {
  const [only] = items;
  if (items.length !== 1) return items.length > 1;
  return only?.kind === 'line' && typeof only.parts[0] === 'string' && /^(?:await|yield\*?) /.test(only.parts[0]);
}

/** An `if` that stands at the end. */
function trimBranches(region: Region, { consequent, alternate }: IfStatement, word: Word): void {
  for (const branch of [consequent, alternate]) {
    if (branch?.type === 'IfStatement' && !replacementOf(region, branch)) trimBranches(region, branch, word);
    if (branch?.type === 'BlockStatement') trimBranch(region, branch, word);
  }
}

/** A block is not left empty. */
const trimBranch = (region: Region, branch: BlockStatement, word: Word): void =>
  trimStatements(region, branch.body, word, commentsWithin(region, spanOf(branch)).length > 0);

/** What takes the place of a statement; of two replacements the later one stands. */
const replacementOf = (region: Region, { start, end }: Statement): Replacement | undefined =>
  region.replacements.findLast(
    (one) => one.start === start && one.end === end && !one.inline && !(one.needsBlock && one.items.length < 2),
  );

/** What stands at the end of a stretch of source in place of one statement or of several. */
function replacementAtEnd(region: Region, span: Span): Replacement | undefined {
  const ending = region.replacements.filter(
    ({ start, end, inline, needsBlock, items }) =>
      !inline && !needsBlock && items.length > 0 && end === span.end && start >= span.start,
  );
  // Of a statement and the last one in it, the outer one is what stands there.
  const [outermost, ...others] = ending.toSorted((a, b) => a.start - b.start);
  return others.every(({ start }) => start > outermost!.start) ? outermost : undefined;
}
