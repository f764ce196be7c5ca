import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { git } from './git.js';
import { workspaceOf } from './workspace.js';

/**
 * The folder that every path of a run is relative to: the nearest folder with a package.json at or above the place
 * where the run happens, or the workspace that this package belongs to, but never above the repository. That place is `cwd`; or what the paths have in common, when
 * `cwd` is no project or one of them leads out of it.
 *
 * @param cwd absolute path
 * @param paths as the user wrote them
 */
export async function findRoot(cwd: string, paths: readonly string[]): Promise<string> {
  const targets = paths.map((path) => existingPart(resolve(cwd, path)));
  const cwdRoot = targets.every((target) => isInside(target, cwd)) ? await findPackageRoot(cwd) : undefined;
  if (cwdRoot !== undefined) return cwdRoot;
  const common = commonFolder(targets);
  return (await findPackageRoot(common)) ?? common;
}

/** Undefined when the folder neither belongs to a repository nor has a package.json of its own. */
async function findPackageRoot(folder: string): Promise<string | undefined> {
  const top = (await git(folder, ['rev-parse', '--show-toplevel']))?.trim();
  if (top === undefined) {
    if (!existsSync(join(folder, 'package.json'))) return undefined;
    return workspaceOf(folder, () => true) ?? folder;
  }
  const isOfRepository = (path: string): boolean => isInside(realpathSync(path), resolve(top));
  for (let current = folder; isOfRepository(current); current = dirname(current)) {
    if (existsSync(join(current, 'package.json'))) return workspaceOf(current, isOfRepository) ?? current;
    if (current === dirname(current)) break;
  }
  return folder;
}

/** @param folder absolute path */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The folder that surely exists: globs and missing files are cut off. */
function existingPart(path: string): string {
  let part = path;
  while (!existsSync(part) && part !== dirname(part)) part = dirname(part);
  return statSync(part).isDirectory() ? part : dirname(part);
}

function commonFolder(folders: readonly string[]): string {
  return folders.reduce((common, folder) => {
    let shared = common;
    while (!isInside(folder, shared)) shared = dirname(shared);
    return shared;
  });
}
