import type { RunReport } from '../core/index.js';
import { MultiMap } from '../core/multi-map.js';

/** Something of the shim that the files of a run use, once it is applied. */
export interface ShimHolder {
  /** The exported name; `*` where the module itself is handed on. */
  readonly construct: string;
  readonly uses: number;
  /** Files by how much they use it. */
  readonly files: readonly { readonly path: string; readonly uses: number; readonly line: number }[];
}

/** What still holds the shim in the repository, what is used most first. */
export function summariseShim({ files }: RunReport): ShimHolder[] {
  const holders = new MultiMap<string, { path: string; uses: number; line: number }>();
  for (const { path, shimUses = [] } of files)
    for (const { name, uses, line } of shimUses) holders.add(name, { path, uses, line });
  return [...holders]
    .map(([construct, places]) => ({
      construct,
      uses: places.reduce((sum, { uses }) => sum + uses, 0),
      files: places.sort((a, b) => b.uses - a.uses || (a.path < b.path ? -1 : 1)),
    }))
    .sort((a, b) => b.uses - a.uses || (a.construct < b.construct ? -1 : 1));
}
