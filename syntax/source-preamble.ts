/** What may precede the first token of a file without being a token itself. */
export interface SourcePreamble {
  readonly hasBom: boolean;
  /** Offset behind the hashbang line, its line end excluded; the offset behind the BOM when there is no hashbang. */
  readonly end: number;
}

const BOM = '\uFEFF';

/** Finds the byte-order mark and the hashbang line of `text`. */
export function sourcePreamble(text: string): SourcePreamble {
  const hasBom = text.startsWith(BOM);
  const start = hasBom ? 1 : 0;
  if (!text.startsWith('#!', start)) return { hasBom, end: start };
  const lineEnd = text.slice(start).search(/[\r\n\u2028\u2029]/);
  return { hasBom, end: lineEnd < 0 ? text.length : start + lineEnd };
}

/** Blanks BOM and hashbang, so that the parser takes the text and node offsets still refer to the original. */
export function blankPreamble(text: string): string {
  const { end } = sourcePreamble(text);
  return end === 0 ? text : ' '.repeat(end) + text.slice(end);
}
