import { existsSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import ignore from 'ignore';
import { glob, isDynamicPattern } from 'tinyglobby';
import { diagnose, type Diagnostic } from '../core/index.js';
import { isInside } from './find-root.js';
import { walkFiles } from './list-files.js';
import { canonicalPath } from './read-source.js';
import { isSourceName } from './source-names.js';

export interface Selection {
  /** Files to edit, relative to the root, sorted. */
  readonly paths: readonly string[];
  /** Those of them that were named one by one: they are worked on even when they look generated. */
  readonly named: ReadonlySet<string>;
  /** What was asked for and does not exist or holds no source file. */
  readonly diagnostics: readonly Diagnostic[];
}

interface SelectionInput {
  readonly root: string;
  readonly cwd: string;
  readonly paths: readonly string[];
  readonly ignorePatterns: readonly string[];
  /** What `listFiles` found below the root. */
  readonly listing: readonly string[];
}

/** Finds the files that the paths and globs of the command line mean. */
export async function selectFiles(input: SelectionInput): Promise<Selection> {
  const selected = new Set<string>();
  const named = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const path of input.paths) {
    const found = await match(path, input);
    if (typeof found === 'string') {
      diagnostics.push(diagnose(found, { path }, ''));
      continue;
    }
    const files = found.map((file) => canonicalPath(input.root, file));
    for (const file of files) selected.add(file);
    if (found[0] === toPosix(relative(input.root, resolve(input.cwd, path)))) named.add(files[0]!);
  }
  const ignored = ignorePredicate(input);
  return { paths: [...selected].filter((path) => !ignored(path)).sort(), named, diagnostics };
}

async function match(
  path: string,
  input: SelectionInput,
): Promise<readonly string[] | 'missing-path' | 'no-source-files'> {
  const absolute = resolve(input.cwd, path);
  const name = toPosix(relative(input.root, absolute));
  let found: readonly string[];
  if (existsSync(absolute)) {
    found = statSync(absolute).isDirectory()
      ? await matchFolder(absolute, name, input.listing)
      : [name].filter(isSourceName);
  } else if (isDynamicPattern(path)) {
    found = await matchGlob(path, input);
  } else {
    return 'missing-path';
  }
  return found.length > 0 ? found : 'no-source-files';
}

/** A folder that git leaves out (ignored, a repository of its own) was named on purpose, so it is walked. */
async function matchFolder(absolute: string, name: string, listing: readonly string[]): Promise<readonly string[]> {
  const prefix = name === '' ? '' : `${name}/`;
  const listed = listing.filter((path) => path.startsWith(prefix));
  if (listed.length > 0 || isInNodeModules(prefix)) return listed;
  return (await walkFiles(absolute)).map((path) => prefix + path);
}

async function matchGlob(pattern: string, { cwd, root, listing }: SelectionInput): Promise<readonly string[]> {
  const matched = await glob(toPosix(pattern), { cwd, absolute: true, dot: true, ignore: ['**/node_modules/**'] });
  const known = new Set(listing);
  return matched
    .filter((path) => isInside(resolve(path), root))
    .map((path) => toPosix(relative(root, path)))
    .filter((path) => known.has(path));
}

function ignorePredicate({ root, cwd, ignorePatterns }: SelectionInput): (path: string) => boolean {
  const rules = ignore().add([...ignorePatterns]);
  return (path) => {
    const fromCwd = toPosix(relative(cwd, join(root, path)));
    return ignore.isPathValid(fromCwd) && rules.ignores(fromCwd);
  };
}

function isInNodeModules(prefix: string): boolean {
  return /(^|\/)node_modules\//.test(prefix);
}

function toPosix(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}
