import { lineStart } from '../../syntax/lines.js';
import type { Span } from '../items.js';

/**
 * How far the further lines of a stretch move along with its first one, when they are aligned with something in it.
 *
 *     return cb(new Error('no text in ' +             throw new Error('no text in ' +
 *                         file));                                     file);
 *
 * @param text the source
 * @param statement where the statement begins in which the stretch stood
 * @param before what is written in front of the stretch
 * @returns columns, to the left when negative; none when one of the lines is not aligned, or tabs leave that open
 */
export function alignedBy(text: string, { start, end }: Span, statement: number, before: string): number {
  const from = lineStart(text, start);
  const first = statement > from && statement <= start ? statement : from + /^[ \t]*/.exec(text.slice(from))![0].length;
  const lines = text.slice(start, end).split('\n').slice(1);
  const filled = lines.filter((line) => line.trim() !== '');
  const isAligned = filled.every((line) => /^ */.exec(line)![0].length >= start - from);
  if (filled.length === 0 || !isAligned || first >= start || before.includes('\n')) return 0;
  const isPlain = !text.slice(from, start).includes('\t') && !filled.some((line) => /^ *\t/.test(line));
  return isPlain ? before.length - (start - first) : 0;
}

/** Moves the further lines of a text. */
export function moveLines(text: string, columns: number): string {
  if (columns === 0) return text;
  const moved = (indent: string): string => ' '.repeat(Math.max(0, indent.length + columns));
  return text.replace(/(?<=\n) *(?=[^\s])/g, moved);
}
