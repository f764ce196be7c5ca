import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';
import type { FileOutcome, RunReport } from '../core/index.js';

/**
 * The changes of a run as one unified diff, which `git apply` takes in the root of the run. Line ends, byte-order marks
 * and missing newlines at the end of a file are kept exactly.
 */
export function formatDiff({ files }: RunReport): string {
  return files.map(formatFileDiff).join('');
}

function formatFileDiff(file: FileOutcome): string {
  const patch = patchOf(file);
  return patch ? formatPatch(patch, FILE_HEADERS_ONLY) : '';
}

/** The hunks of a changed file; undefined when the file does not change. */
export function patchOf({ path, before, after }: FileOutcome) {
  if (before === undefined || after === undefined) return undefined;
  return structuredPatch(`a/${path}`, `b/${path}`, before, after, '', '', { context: 3 });
}
