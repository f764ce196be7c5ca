import type { Printed, Rewritten } from '../core/index.js';
import { applyEdits } from '../syntax/text-edits.js';

/** Splices the edits into the original text; everything else stays byte for byte. */
export function printFile(rewritten: Rewritten): Printed {
  return { ...rewritten, text: applyEdits(rewritten.file.source.text, rewritten.edits) };
}
