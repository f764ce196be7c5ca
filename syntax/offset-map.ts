import { inOrder, type TextEdit } from './text-edits.js';

/** Where the text around a set of edits went. */
export interface OffsetMap {
  /** The new offset of an original one; `undefined` inside replaced text. */
  toAfter(offset: number): number | undefined;
  /** Index of the edit whose written text holds a new offset; `undefined` outside of written text. */
  editAt(offsetAfter: number): number | undefined;
  /** Index of the edit that replaces an original offset; `undefined` outside of the edits. */
  editOf(offset: number): number | undefined;
}

export function offsetMap(edits: readonly TextEdit[]): OffsetMap {
  const pieces: { edit: number; start: number; end: number; afterStart: number; afterEnd: number }[] = [];
  let shift = 0;
  for (const edit of inOrder(edits)) {
    const afterStart = edit.start + shift;
    const afterEnd = afterStart + edit.text.length;
    pieces.push({ edit: edits.indexOf(edit), start: edit.start, end: edit.end, afterStart, afterEnd });
    shift = afterEnd - edit.end;
  }
  return {
    toAfter(offset) {
      let moved = offset;
      for (const piece of pieces) {
        if (offset < piece.start) break;
        if (offset < piece.end) return undefined;
        moved = offset + piece.afterEnd - piece.end;
      }
      return moved;
    },
    editAt: (offset) => pieces.find((piece) => piece.afterStart <= offset && offset < piece.afterEnd)?.edit,
    editOf: (offset) => pieces.find((piece) => piece.start <= offset && offset < piece.end)?.edit,
  };
}
