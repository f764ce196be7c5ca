import type { FutureCallers, ImportedName, ProjectFacts } from '../../core/index.js';
import { isContext } from '../shim-contexts.js';
import { exposureOf } from './exposure.js';
import type { UseFact } from './module-facts.js';
import type { FunctionRef } from './function-ref.js';
import type { ModuleGraph } from './module-graph.js';
import type { Replacements } from './replacements.js';

/** Answers about functions that give futures of the shim, across files. */
export function futureFacts(
  graph: ModuleGraph,
  replacements: Replacements,
): Pick<ProjectFacts, 'givesFuture' | 'futureCallers' | 'stackContexts'> {
  const uses = [...graph.modules.values()].flatMap((module) => module.uses);
  return {
    stackContexts: uses.find(makesContexts)?.place,
    givesFuture: (path, name) => importGivesFuture(graph, replacements, path, name),
    futureCallers: (path, at) => futureCallers(graph, replacements, { path, at }),
  };
}

const makesContexts = ({ specifier, member = '' }: UseFact): boolean =>
  specifier === 'coshift-shim' && isContext(member);

function importGivesFuture(graph: ModuleGraph, replacements: Replacements, path: string, name: ImportedName): boolean {
  const found = graph.imported(path, name);
  if (!found || replacements.replacing(found.through) !== undefined) return false;
  return graph.modules.get(found.ref.path)?.futures.includes(found.ref.at) === true;
}

function futureCallers(graph: ModuleGraph, replacements: Replacements, ref: FunctionRef): FutureCallers | undefined {
  if (graph.carriersOf(ref).length === 0) return undefined;
  const uses = graph.usesOf(ref).map(({ use }) => use);
  const { blockers, ownCalls, isPublic } = exposureOf(graph, replacements, ref);
  const fine = new Set(uses.filter(({ future }) => future === 'fine').map(({ place }) => place));
  // What is handed to the loop is called by nobody else.
  const unknown = blockers.find(({ place }) => !fine.has(place));
  const needing = uses.find(({ kind, future }) => kind === 'call' && future !== 'fine' && future !== 'asked');
  return {
    isPublic,
    asked: uses.find(({ future }) => future === 'asked')?.place,
    needed: needing?.place ?? unknown?.place ?? ownCalls[0]?.use.place,
  };
}
