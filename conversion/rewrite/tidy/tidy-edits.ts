import type { Edit, ParsedFile } from '../../../core/index.js';
import { parse } from '../../../syntax/parse.js';
import { applyEdits, type TextEdit } from '../../../syntax/text-edits.js';
import { walk } from '../../../syntax/walk.js';
import { changeWritten, isWritten, writtenBy } from '../written.js';
import { lineWidth } from '../width/line-width.js';
import { caseBraces } from './case-braces.js';
import { directBody } from './direct-body.js';
import { sharedEnd } from './shared-end.js';

/**
 * Takes out what edits say twice or in too many words. Statements that were planned one by one do not see that they end
 * alike, or that one of them is all there is.
 *
 * @param edits those of `file`, which do not overlap
 * @param asCallback the name under which the file knows that function of the shim
 */
export function tidyEdits(file: ParsedFile, edits: readonly Edit[], asCallback: string | undefined): readonly Edit[] {
  if (!edits.some((edit) => /\breturn\b/.test(edit.text))) return edits;
  const text = applyEdits(file.source.text, edits);
  const written = writtenBy(edits);
  const after = parse({ ...file.source, text });
  const changes: TextEdit[] = [];
  walk(after.ast, {
    enter(node) {
      const braces = node.type === 'SwitchCase' ? caseBraces(file, after, node) : [];
      if (braces.every(({ start, end }) => isWritten(written, start, end))) changes.push(...braces);
      const change = directBody(after, node, asCallback, lineWidth(file)) ?? sharedEnd(after, node);
      if (!change || !isWritten(written, change.start, change.end)) return undefined;
      changes.push(change);
      return 'skip';
    },
  });
  return changeWritten(edits, written, changes);
}
