import type { Edit, Printed, Rewritten } from '../core/index.js';

/** Splices the edits into the original text; everything else stays byte for byte. */
export function printFile(rewritten: Rewritten): Printed {
  return { ...rewritten, text: applyEdits(rewritten.file.source.text, rewritten.edits) };
}

/** @param edits sorted by position, without overlaps */
function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let position = 0;
  for (const { start, end, text: replacement } of edits) {
    if (start < position) throw new Error(`edits overlap at offset ${start}`);
    result += text.slice(position, start) + replacement;
    position = end;
  }
  return result + text.slice(position);
}
