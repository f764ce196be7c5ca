import { readFileSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { diagnose, type Diagnostic, type SourceFile } from '../core/index.js';
import { isInside } from './find-root.js';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a file of the project as exact text.
 *
 * @param root absolute path
 * @param path relative to `root`
 * @returns the file, or why it cannot be worked on
 */
export function readSource(root: string, path: string): SourceFile | Diagnostic {
  try {
    const target = realpathSync.native(join(root, path));
    if (!isInside(target, realpathSync.native(root))) return diagnose('symlink-outside', { target }, path);
    return { path, text: decoder.decode(readFileSync(target)) };
  } catch (error) {
    return diagnose('unreadable-file', { detail: describeReadError(error) }, path);
  }
}

/**
 * Follows links inside the project, so that a file with two names is worked on once.
 *
 * @returns the path of the file itself relative to `root`; `path` when it leads out of the project or nowhere
 */
export function canonicalPath(root: string, path: string): string {
  try {
    const realRoot = realpathSync.native(root);
    const target = realpathSync.native(join(root, path));
    return isInside(target, realRoot) ? relative(realRoot, target).split(sep).join('/') : path;
  } catch {
    return path;
  }
}

export function isDiagnostic(value: object): value is Diagnostic {
  return 'code' in value;
}

function describeReadError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'not UTF-8 text';
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  if (code === 'ENOENT') return 'it does not exist (a broken link?)';
  return message;
}
