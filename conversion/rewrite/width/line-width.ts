import type { ParsedFile } from '../../../core/index.js';

/** What nearly everybody allows. */
const LEAST = 80;

/** A file of fewer lines does not tell how long its lines may be. */
const TELLING_LINES = 50;
const LEAST_UNTOLD = 100;

const widths = new WeakMap<ParsedFile, number>();

/**
 * How long the lines of a file may get, in characters: as long as its own lines of code are. One in a hundred stands
 * out and makes no rule.
 */
export function lineWidth(file: ParsedFile): number {
  const known = widths.get(file);
  if (known !== undefined) return known;
  const lengths = codeLengths(file).sort((a, b) => b - a);
  const usual = lengths[Math.ceil(lengths.length / 100)] ?? 0;
  const width = Math.max(usual, lengths.length < TELLING_LINES ? LEAST_UNTOLD : LEAST);
  widths.set(file, width);
  return width;
}

/** The lengths of all lines that hold code, comments behind it left out. */
function codeLengths({ source, ast }: ParsedFile): number[] {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of ast.comments ?? []) {
    pieces.push(source.text.slice(at, start), source.text.slice(start, end).replace(/[^\n]/g, ''));
    at = end ?? at;
  }
  pieces.push(source.text.slice(at));
  return pieces
    .join('')
    .split('\n')
    .map((line) => line.trimEnd().length)
    .filter((length) => length > 0);
}
