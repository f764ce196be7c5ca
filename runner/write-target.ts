import { accessSync, constants, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose, type Diagnostic, type FileOutcome } from '../core/index.js';
import { isInside } from './find-root.js';

/**
 * Finds the file behind the path of a changed outcome, following links, and looks whether it may be written.
 *
 * @param root absolute path of the project
 * @returns an absolute path; or why it is not to be written: it leads out of the project, or is not what was read
 */
export function writeTarget(root: string, { path, before }: Pick<FileOutcome, 'path' | 'before'>): string | Diagnostic {
  try {
    const target = realpathSync(join(root, path));
    if (!isInside(target, realpathSync(root))) return diagnose('symlink-outside', { target }, path);
    if (!readFileSync(target).equals(Buffer.from(before!))) return diagnose('file-changed', {}, path);
    accessSync(target, constants.W_OK);
    return target;
  } catch (error) {
    return diagnose('write-failed', { detail: (error as Error).message }, path);
  }
}
