import type { Edit } from '../../core/index.js';
import { applyEdits, inOrder, type TextEdit } from '../../syntax/text-edits.js';
import { isWithin } from '../../syntax/within.js';

/** Where the text of an edit stands in the output. */
export interface Written {
  readonly edit: Edit;
  readonly start: number;
  readonly end: number;
}

/** The places of all edits in the text that they make. */
export function writtenBy(edits: readonly Edit[]): Written[] {
  let shift = 0;
  return inOrder(edits).map((edit) => {
    const start = edit.start + shift;
    const end = start + edit.text.length;
    shift = end - edit.end;
    return { edit, start, end };
  });
}

/**
 * The edits with changes of what they write.
 *
 * @param changes in offsets of the output; those that reach beyond the text of an edit are left out
 */
export function changeWritten(
  edits: readonly Edit[],
  written: readonly Written[],
  changes: readonly TextEdit[],
): readonly Edit[] {
  if (changes.length === 0) return edits;
  return written.map(({ edit, start, end }) => {
    const own = changes.filter((change) => start <= change.start && change.end <= end);
    const moved = own.map((change) => ({ ...change, start: change.start - start, end: change.end - start }));
    return own.length === 0 ? edit : { ...edit, text: applyEdits(edit.text, moved) };
  });
}

export const isWritten = (written: readonly Written[], start: number, end: number): boolean =>
  written.some((one) => isWithin({ start, end }, one));
