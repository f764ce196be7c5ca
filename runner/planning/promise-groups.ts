import { exposureOf, type Blocker, type Exposure } from '../../analysis/modules/exposure.js';
import { refKey, type FunctionRef } from '../../analysis/modules/module-graph.js';
import type { ExportedFate } from '../../core/index.js';
import { exportsPolicyOf } from './exports-policy.js';
import type { ProjectPlanner } from './project-planner.js';
import { settlePlans } from './settle-plans.js';

/** An exported function that has callers in other files, and whether its callback can go. */
export interface Candidate {
  readonly ref: FunctionRef;
  readonly exposure: Exposure;
  /** Why its callback stays; empty when it goes. */
  readonly blockers: readonly Blocker[];
}

/**
 * Takes the callback from exported functions whose callers are all known and all await them, in all files together.
 * Where that does not work out for a function, it keeps its callback, and so do those that rest on it.
 *
 * @returns every exported function that gets a promise form, with what keeps its callback
 */
export function* planGroups(planner: ProjectPlanner): Generator<string, readonly Candidate[]> {
  const candidates = exportedFunctions(planner);
  let chosen = candidates.filter(({ blockers }) => blockers.length === 0);
  for (const { ref, exposure } of chosen) planner.fates.set(refKey(ref), promiseFate(exposure));
  yield* settlePlans(planner, filesOf(chosen));
  for (;;) {
    const failed = chosen.filter((one) => !isCarriedOut(planner, one));
    if (failed.length === 0) break;
    for (const { ref } of failed) planner.fates.delete(refKey(ref));
    chosen = chosen.filter((one) => !failed.includes(one));
    yield* settlePlans(planner, filesOf(failed));
  }
  for (const one of chosen) tie(planner, one);
  const kept = new Set(chosen);
  return candidates.map((one) =>
    one.blockers.length > 0 || kept.has(one) ? one : { ...one, blockers: [needsCallback(planner, one)] },
  );
}

const promiseFate = ({ isPublic }: Exposure): ExportedFate => ({ form: 'promise', breaking: isPublic });

function exportedFunctions(planner: ProjectPlanner): Candidate[] {
  const { graph, replacements } = planner.input.known;
  return graph.functions().flatMap((ref): Candidate[] => {
    const planned = planner.functionAt(ref);
    if (planned?.verdict !== 'dual' || planned.decisions.length === 0) return [];
    const exposure = exposureOf(graph, replacements, ref);
    const wanted = exposure.isPublic && exportsPolicyOf(planner, ref) === 'promise';
    if (exposure.calls.length === 0 && !wanted) return [];
    const blockers = [...exposure.blockers, ...unawaited(planner, exposure)];
    if (exposure.isPublic && !wanted)
      blockers.push({ reason: 'an entry point of the package exports it', place: ref.path });
    if (!planned.cleanErrors || !planned.direct)
      blockers.push({ reason: 'it looks at its callback, or gives values beside an error', place: ref.path });
    return [{ ref, exposure, blockers }];
  });
}

function unawaited(planner: ProjectPlanner, { calls }: Exposure): Blocker[] {
  return calls.flatMap(({ path, use }) => {
    if (planner.awaiting(path, use.at) !== undefined) return [];
    const reason = planner.isEdited(path) ? 'a caller does not await it' : 'a caller is not among the files to convert';
    return [{ reason, place: use.place }];
  });
}

/** It takes no callback any more, and every caller awaits it. */
function isCarriedOut(planner: ProjectPlanner, { ref, exposure }: Candidate): boolean {
  return planner.functionAt(ref)?.verdict === 'convert' && unawaited(planner, exposure).length === 0;
}

const needsCallback = (planner: ProjectPlanner, { ref, exposure }: Candidate): Blocker =>
  unawaited(planner, exposure)[0] ?? { reason: 'its callback is needed inside of it', place: ref.path };

function filesOf(candidates: readonly Candidate[]): Set<string> {
  return new Set(candidates.flatMap(({ ref, exposure }) => [ref.path, ...exposure.calls.map(({ path }) => path)]));
}

/** The function and its callers are applied together or not at all. */
function tie(planner: ProjectPlanner, { ref, exposure }: Candidate): void {
  const own = planner.functionAt(ref)!.decisions;
  const callers = exposure.calls.flatMap(({ path, use }) => planner.awaiting(path, use.at) ?? []);
  planner.require(ref.path, own, callers);
  for (const { path, use } of exposure.calls) planner.require(path, [planner.awaiting(path, use.at)!], own);
}
