import { diagnose, type Diagnostic, type Printed, type Verified } from '../core/index.js';
import { parse } from '../syntax/parse.js';

/** Checks the new text of a file against the original and the edits that made it. */
export function verifyFile(printed: Printed): Verified {
  return { ...printed, failures: printed.edits.length === 0 ? [] : checkText(printed) };
}

function checkText({ file, text }: Printed): readonly Diagnostic[] {
  try {
    parse({ path: file.source.path, text });
    return [];
  } catch (error) {
    return [diagnose('verify-failed', { check: 'parses', detail: (error as Error).message }, file.source.path)];
  }
}
