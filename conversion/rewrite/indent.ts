import { indentAt, isFirstOnLine } from '../../syntax/lines.js';
import type { Span } from '../items.js';

const CLOSED = /^\s*[)\]}]/;

/** Behind a comment that stood beside other code, lines are indented as the first of them is. */
export function indentOf(text: string, { start, end }: Span): string {
  const isBeside = /^\/[/*]/.test(text.slice(start, start + 2)) && !isFirstOnLine(text, start);
  const next = isBeside ? /\n([ \t]*)(?=\S)/.exec(text.slice(start, end)) : null;
  return next?.[1] ?? indentAt(text, start);
}

/** `[`, `{` or a function up to where it is closed: its lines go along with the first one. */
export function isOneBlock(text: string, { start, end }: Span): boolean {
  const own = indentAt(text, start);
  const lines = text.slice(start, end).split('\n').slice(1);
  return lines.every(
    (line) => line.trim() === '' || line.startsWith(`${own} `) || line.startsWith(`${own}\t`) || CLOSED.test(line),
  );
}
