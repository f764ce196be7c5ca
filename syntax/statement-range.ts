import type { Node } from '@babel/types';
import type { ParsedFile } from '../core/index.js';
import { leadingCommentStart, trailingCommentEnd } from './comments.js';
import { isFirstOnLine, isLastOnLine, lineStart, nextLineStart } from './lines.js';

/**
 * Where the region of a statement begins that has to go with it: the beginning of the line of its first attached
 * comment. When other code precedes it on the line, the region begins behind that code if nothing follows the
 * statement, else at the statement.
 */
export function fullStart(file: ParsedFile, statement: Node): number {
  const { text } = file.source;
  const start = leadingCommentStart(file, statement);
  if (isFirstOnLine(text, start)) {
    return isLastOnLine(text, trailingCommentEnd(file, statement)) ? lineStart(text, start) : start;
  }
  if (!isLastOnLine(text, trailingCommentEnd(file, statement))) return start;
  let at = start;
  while (text[at - 1] === ' ' || text[at - 1] === '\t') at--;
  return at;
}

/**
 * Where the region of a statement ends: behind the line end after its trailing comment when the region is made of whole
 * lines, else where the next code on the line begins.
 */
export function fullEnd(file: ParsedFile, statement: Node): number {
  const { text } = file.source;
  const end = trailingCommentEnd(file, statement);
  if (isLastOnLine(text, end))
    return isFirstOnLine(text, leadingCommentStart(file, statement)) ? nextLineStart(text, end) : end;
  let at = end;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}
