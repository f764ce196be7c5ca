import type { CallbackBlocker } from '../../core/index.js';
import type { FunctionRef } from './function-ref.js';
import type { ModuleGraph } from './module-graph.js';
import type { UseIn } from './use-index.js';
import type { Replacements } from './replacements.js';

/** Who reaches an exported function. */
export interface Exposure {
  /** Calls in other files. */
  readonly calls: readonly UseIn[];
  /** Calls in the file that exports it, as `exports.load(…)`. */
  readonly ownCalls: readonly UseIn[];
  /** Places from which unknown callers may come. */
  readonly blockers: readonly CallbackBlocker[];
  /** True when an entry point of its package exports it. */
  readonly isPublic: boolean;
}

/** Finds the callers of an exported function, as far as they are known, and what keeps others from being known. */
export function exposureOf(graph: ModuleGraph, replacements: Replacements, ref: FunctionRef): Exposure {
  const carriers = graph.carriersOf(ref);
  const calls: UseIn[] = [];
  const ownCalls: UseIn[] = [];
  const blockers: CallbackBlocker[] = [];
  for (const { path, use } of graph.usesOf(ref)) {
    if (use.kind === 'call') calls.push({ path, use });
    else blockers.push({ reason: use.text, place: use.place });
  }
  for (const path of new Set(carriers.map((carrier) => carrier.path))) {
    const facts = graph.modules.get(path)!;
    if (facts.open) blockers.push({ reason: 'its module gets exports in a way that is not understood', place: path });
    for (const { use } of graph.wholeUsesOf(path))
      blockers.push({ reason: `its module is ${use.text}`, place: use.place });
    const own = new Set(facts.ownMembers);
    const names = carriers.flatMap((carrier) => (carrier.path === path ? carrier.name : []));
    for (const use of facts.ownCalls) if (names.includes(use.member!)) ownCalls.push({ path, use });
    const name = names.find((one) => own.has(one) || own.has('*'));
    if (name !== undefined) blockers.push({ reason: `its own file reads the export ${name}`, place: path });
    const place = graph.namedAt(path);
    if (place !== undefined) blockers.push({ reason: 'the path of its file is given to code that may load it', place });
  }
  const replacing = replacements.replacing(carriers);
  if (replacing !== undefined)
    blockers.push({ reason: 'a test may put another function in its place', place: replacing });
  const isPublic = carriers.some(({ path }) => graph.isEntry(path));
  const loose = isPublic ? undefined : carriers.find(({ path }) => graph.isLoadedByOthers(path));
  if (loose) blockers.push({ reason: 'no file of the project imports its file: others have to', place: loose.path });
  return { calls, ownCalls, blockers, isPublic };
}
