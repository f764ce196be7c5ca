import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { PackageFacts } from '../analysis/modules/package-facts.js';
import type { SourceFile } from '../core/index.js';

/** Larger files are no scripts. */
const MAX_LENGTH = 1_000_000;

/**
 * Reads the programs of packages whose names do not say that they are JavaScript: `bin/tool`. They call functions of the
 * package as other files do.
 *
 * @param known whether a path is among the files that are read already
 */
export function unlistedScripts(
  root: string,
  packages: readonly PackageFacts[],
  known: (path: string) => boolean,
): readonly SourceFile[] {
  const paths = packages.flatMap(({ folder, entries }) => [
    ...entries.filter((entry) => posix.extname(entry) === ''),
    ...namesIn(join(root, folder, 'bin')).map((name) => posix.join(folder, 'bin', name)),
  ]);
  return [...new Set(paths)].filter((path) => !known(path)).flatMap((path) => readScript(root, path) ?? []);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => posix.extname(name) === '');
  } catch {
    return [];
  }
}

function readScript(root: string, path: string): SourceFile | undefined {
  try {
    const text = readFileSync(join(root, path), 'utf8');
    return text.length <= MAX_LENGTH ? { path, text } : undefined;
  } catch {
    return undefined;
  }
}
