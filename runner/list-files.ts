import { lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { glob } from 'tinyglobby';
import { git } from './git.js';
import { isSourceName } from './source-names.js';

/**
 * Lists the source files below a folder that version control would keep: what git says, or else what the folder holds
 * without the files that its .gitignore files name.
 *
 * @param root absolute path
 * @returns sorted paths relative to `root`, with forward slashes
 */
export async function listFiles(root: string): Promise<string[]> {
  const listing = await git(root, ['ls-files', '-co', '--exclude-standard', '-z']);
  if (listing === undefined) return walkFiles(root);
  return [...new Set(listing.split('\0'))].filter((path) => isSourceName(path) && exists(join(root, path))).sort();
}

/** As `listFiles`, without asking git. */
export async function walkFiles(root: string): Promise<string[]> {
  const paths = await glob(['**/*', '**/.gitignore'], {
    cwd: root,
    dot: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: ['**/node_modules/**', '**/.git/**'],
  });
  const rules = paths.filter((path) => /(^|\/)\.gitignore$/.test(path)).map((path) => readRules(root, path));
  return paths.filter((path) => isSourceName(path) && !rules.some((rule) => rule(path))).sort();
}

/** Git also lists what is tracked and gone; a broken link exists. */
function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function readRules(root: string, path: string): (file: string) => boolean {
  const rules: Ignore = ignore().add(readFileSync(join(root, path), 'utf8'));
  const folder = dirname(path) === '.' ? '' : `${dirname(path)}/`;
  return (file) => file.startsWith(folder) && rules.ignores(file.slice(folder.length));
}
