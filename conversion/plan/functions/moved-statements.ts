import type { BlockStatement, Statement } from '@babel/types';
import type { StatementList, Region } from '../regions/region.js';
import { commentsWithin } from '../statements/statement-items.js';

/** Function declarations at the end stay where they are. */
export function regionEnd(statements: readonly Statement[], from: number): number {
  let to = statements.length;
  while (to > from + 1 && statements[to - 1]!.type === 'FunctionDeclaration') to--;
  return to;
}

/** The statements of a body that move, with the comments about them. */
export function regionList(region: Region, body: BlockStatement, from: number, to: number): StatementList {
  const statements = body.body.slice(from, to);
  const start = startWithComments(region, statements[0]!);
  const limit = to === body.body.length ? body.end! - 1 : body.body[to]!.start!;
  const last = statements.at(-1)!.end!;
  const comments = to === body.body.length ? commentsWithin(region, { start: last, end: limit }) : [];
  return { statements, span: { start, end: comments.at(-1)?.end ?? last } };
}

/** Comments on lines of their own above a statement are about what it does: they go along. */
function startWithComments({ context: { file } }: Region, statement: Statement): number {
  const { text } = file.source;
  const indentOf = (at: number): string => text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  const indent = indentOf(statement.start!);
  let start = statement.start!;
  for (const comment of (file.ast.comments ?? []).toReversed()) {
    if (comment.end! > start) continue;
    if (text.slice(comment.end, start).trim() !== '' || indentOf(comment.start!) !== indent) break;
    start = comment.start!;
  }
  return start;
}

/** The statements of a list in front of one of them. */
export function listUpTo({ statements, span }: StatementList, behind: Statement): StatementList {
  const moved = statements.slice(0, statements.indexOf(behind));
  return { statements: moved, span: { start: span.start, end: moved.at(-1)!.end! } };
}
