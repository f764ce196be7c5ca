/** Replaces `[start, end)` of a text; an insertion when both are equal. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Applies edits given in offsets of the original `text`. Insertions at one offset keep their order and come before a
 * replacement that begins there.
 *
 * @throws {RangeError} when edits overlap or lie outside of the text
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return splice(text, 0, text.length, edits);
}

/**
 * The part `[start, end)` of `text` with the edits inside of it applied. Edits elsewhere are ignored; insertions at
 * either end belong to the part.
 *
 * @throws {RangeError} when an edit crosses the border of the part, or edits overlap
 */
export function sliceWithEdits(text: string, start: number, end: number, edits: readonly TextEdit[]): string {
  return splice(text, start, end, editsWithin(start, end, edits));
}

/**
 * The edits that touch `[start, end]`, insertions at either end included.
 *
 * @throws {RangeError} when an edit crosses a border
 */
export function editsWithin(start: number, end: number, edits: readonly TextEdit[]): TextEdit[] {
  return edits.filter((edit) => {
    if (edit.start >= start && edit.end <= end) return true;
    if (edit.end <= start || edit.start >= end) return false;
    throw new RangeError(`edit ${edit.start}-${edit.end} crosses the border of ${start}-${end}`);
  });
}

/** Edits in the order in which they apply. */
export function inOrder<Edit extends TextEdit>(edits: readonly Edit[]): Edit[] {
  return [...edits].sort((a, b) => a.start - b.start || Number(a.end > a.start) - Number(b.end > b.start));
}

function splice(text: string, start: number, end: number, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = start;
  for (const edit of inOrder(edits)) {
    if (edit.start < at || edit.end < edit.start || edit.end > end) {
      throw new RangeError(`edit ${edit.start}-${edit.end} overlaps another one or lies outside of ${start}-${end}`);
    }
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  parts.push(text.slice(at, end));
  return parts.join('');
}
