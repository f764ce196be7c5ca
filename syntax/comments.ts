import type { Comment, Node } from '@babel/types';
import type { ParsedFile } from '../core/index.js';
import { isFirstOnLine, isLastOnLine, lineBreaksBetween } from './lines.js';

/** The comments that lie wholly inside `[start, end)`, in source order. */
export function commentsIn(file: ParsedFile, start: number, end: number): Comment[] {
  const all = allComments(file);
  const found: Comment[] = [];
  for (let at = firstFrom(all, start); at < all.length && all[at]!.end! <= end; at++) found.push(all[at]!);
  return found;
}

/**
 * Where the comments attached directly above a statement, or before it on its line, begin; the start of the statement
 * when there are none. A comment that trails other code belongs to that code, and a blank line separates.
 */
export function leadingCommentStart(file: ParsedFile, node: Node): number {
  const { text } = file.source;
  const all = allComments(file);
  let start = node.start!;
  for (let at = firstFrom(all, start) - 1; at >= 0; at--) {
    const comment = all[at]!;
    const between = text.slice(comment.end, start);
    const breaks = lineBreaksBetween(between, 0, between.length);
    if (between.trim() !== '' || breaks > 1) break;
    if (breaks === 1 && !beginsItsLine(file, at)) break;
    if (isFileHeader(file, at)) break;
    start = comment.start!;
  }
  return start;
}

/**
 * Where a statement ends when a comment behind it on the same line is counted in. A comment that more code follows on
 * that line belongs to the code.
 */
export function trailingCommentEnd(file: ParsedFile, node: Node): number {
  const { text } = file.source;
  const end = statementTextEnd(file, node);
  const at = endOfTrailingComments(file, end);
  return isLastOnLine(text, at) ? at : end;
}

/** The end of the comments that follow `offset` on its line; `offset` itself when there are none. */
export function endOfTrailingComments(file: ParsedFile, offset: number): number {
  const { text } = file.source;
  const all = allComments(file);
  let at = offset;
  for (let index = firstFrom(all, offset); index < all.length; index++) {
    const comment = all[index]!;
    if (!/^[ \t]*$/.test(text.slice(at, comment.start))) break;
    at = comment.end!;
  }
  return at;
}

/**
 * The end of a statement, without a semicolon that stands on a later line in front of other code: in `a()\n;[b].map(c)`
 * that one guards the next statement. A semicolon alone on its line is a way to end a declaration.
 */
export function statementTextEnd(file: ParsedFile, node: Node): number {
  const { text } = file.source;
  const end = node.end!;
  if (text[end - 1] !== ';' || end - 1 === node.start) return end;
  if (/^[ \t]*(?:\r?\n|$)/.test(text.slice(end))) return end;
  const before = endOfCodeBefore(file, end - 1);
  return lineBreaksBetween(text, before, end - 1) > 0 && before > node.start! ? before : end;
}

/** The offset behind the last character before `offset` that is neither white space nor comment. */
export function endOfCodeBefore(file: ParsedFile, offset: number): number {
  const { text } = file.source;
  const all = allComments(file);
  let at = offset;
  let index = firstFrom(all, offset) - 1;
  for (;;) {
    while (at > 0 && /[\s\uFEFF]/.test(text[at - 1]!)) at--;
    if (index < 0 || all[index]!.end! !== at) return at;
    at = all[index--]!.start!;
  }
}

/** All comments of a file in source order. */
export function allComments(file: ParsedFile): readonly Comment[] {
  return file.ast.comments ?? [];
}

const HEADER =
  /^!|@(?:license|licence|preserve|flow|noflow|ts-\w+|jsx\w*|jest-\w+|fileoverview|file)\b|copyright|licen[sc]e|\b(?:eslint|jshint|jslint|istanbul|globals?)\b/i;

/** True for a licence or a tool's directive at the head of a file: it belongs to the file, not to its first statement. */
function isFileHeader(file: ParsedFile, index: number): boolean {
  const all = allComments(file);
  const first = file.ast.program.directives[0] ?? file.ast.program.body[0];
  const isBeforeCode = !first || all[index]!.end! <= first.start!;
  return isBeforeCode && runOfLineComments(file, index).some((comment) => HEADER.test(comment.value));
}

/** A comment together with the line comments directly above and below it, when it is a line comment itself. */
function runOfLineComments(file: ParsedFile, index: number): Comment[] {
  const all = allComments(file);
  const { text } = file.source;
  const joined = (upper: number): boolean => {
    const [above, below] = [all[upper], all[upper + 1]];
    if (above?.type !== 'CommentLine' || below?.type !== 'CommentLine') return false;
    return /^\r?\n[ \t]*$/.test(text.slice(above.end, below.start));
  };
  let from = index;
  let to = index;
  while (joined(from - 1)) from--;
  while (joined(to)) to++;
  return all.slice(from, to + 1);
}

/** True when nothing but white space and other such comments precedes a comment on its line. */
function beginsItsLine(file: ParsedFile, index: number): boolean {
  const { text } = file.source;
  const all = allComments(file);
  for (let at = index; ; at--) {
    if (isFirstOnLine(text, all[at]!.start!)) return true;
    const previous = all[at - 1];
    if (!previous || text.slice(previous.end, all[at]!.start).trim() !== '') return false;
  }
}

/** Index of the first comment that begins at or after `offset`. */
function firstFrom(all: readonly Comment[], offset: number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]!.start! < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
