import os from 'node:os';
import path from 'node:path';

/** A folder outside of the repository, and not below a hidden one: some packages take such a path for one they are told to ignore. */
export function defaultCache(): string {
  const { XDG_CACHE_HOME } = process.env;
  return path.join(XDG_CACHE_HOME && !isHidden(XDG_CACHE_HOME) ? XDG_CACHE_HOME : os.tmpdir(), 'coshift-corpus');
}

function isHidden(folder: string): boolean {
  return path
    .resolve(folder)
    .split(path.sep)
    .some((name) => name.startsWith('.'));
}
