import { fileContext } from '../../analysis/file-context.js';
import { moduleFacts } from '../../analysis/modules/module-facts.js';
import { ModuleGraph } from '../../analysis/modules/module-graph.js';
import type { PackageFacts } from '../../analysis/modules/package-facts.js';
import type { PathAliases } from '../../analysis/modules/resolve-module.js';
import { parse } from '../../syntax/parse.js';

/** A package without a name, whose entry point is `index.js`. */
export const rootPackage: PackageFacts = {
  folder: '',
  name: undefined,
  foreign: [],
  pinned: [],
  mains: ['index.js'],
  subpaths: {},
  entries: ['index.js'],
};

/** The graph of some files, given as text by path. */
export function moduleGraphOf(
  files: Readonly<Record<string, string>>,
  packages: readonly PackageFacts[] = [rootPackage],
  aliases: PathAliases = [],
): ModuleGraph {
  const modules = new Map(
    Object.entries(files).map(([path, text]) => [path, moduleFacts(fileContext(parse({ path, text })))]),
  );
  return new ModuleGraph({ modules, packages, aliases });
}
