import { isTestFile } from '../../analysis/test-file.js';
import { exposureOf, type Exposure } from '../../analysis/modules/exposure.js';
import { refKey, type FunctionRef } from '../../analysis/modules/module-graph.js';
import type { CallbackBlocker } from '../../core/index.js';
import { exportsPolicyOf } from './exports-policy.js';
import type { ProjectPlanner } from './project-planner.js';
import { settlePlans } from './settle-plans.js';

/** An exported function that gets a promise form, and whether its callback can go. */
export interface Candidate {
  readonly ref: FunctionRef;
  readonly exposure: Exposure;
  /** Calls in other files that nobody awaits. */
  readonly unawaited: readonly CallbackBlocker[];
  /** Why its callback stays, those calls included; empty when it goes. */
  readonly blockers: readonly CallbackBlocker[];
}

/**
 * Takes the callback from exported functions whose callers are all known and all await them, in all files together.
 * Where that does not work out for a function, it keeps its callback, and so do those that rest on it.
 */
export function* planGroups(planner: ProjectPlanner): Generator<string, readonly Candidate[]> {
  const candidates = exportedFunctions(planner);
  let chosen = candidates.filter(({ blockers }) => blockers.length === 0);
  for (const { ref } of chosen) planner.fates.set(refKey(ref), { form: 'promise' });
  yield* settlePlans(planner, filesOf(chosen));
  for (;;) {
    const failed = chosen.filter((one) => !isCarriedOut(planner, one));
    if (failed.length === 0) break;
    for (const { ref } of failed) planner.fates.delete(refKey(ref));
    chosen = chosen.filter((one) => !failed.includes(one));
    yield* settlePlans(planner, filesOf(failed));
  }
  const kept = new Set(chosen);
  return candidates.map((one) =>
    one.blockers.length > 0 || kept.has(one) ? one : { ...one, blockers: [needsCallback(planner, one)] },
  );
}

/** Takes the promise from functions that entry points export, where the run was asked to keep them as they are. */
export function keepCallbacks(planner: ProjectPlanner): void {
  const { known, options } = planner.input;
  for (const ref of known.graph.functions()) {
    const isPublic = known.graph.carriersOf(ref).some(({ path }) => known.graph.isEntry(path));
    if (isPublic && exportsPolicyOf(known.graph, options, ref) === 'callback')
      planner.fates.set(refKey(ref), { form: 'callback' });
  }
}

function exportedFunctions(planner: ProjectPlanner): Candidate[] {
  const { known, options } = planner.input;
  return known.graph.functions().flatMap((ref): Candidate[] => {
    const planned = planner.functionAt(ref);
    if (planned?.verdict !== 'dual' || planned.decisions.length === 0) return [];
    const exposure = exposureOf(known.graph, known.replacements, ref);
    const policy = exposure.isPublic ? exportsPolicyOf(known.graph, options, ref) : 'promise';
    if (exposure.calls.length === 0 && !exposure.isPublic) return [];
    const unawaited = unawaitedCalls(planner, exposure);
    const blockers = [...exposure.blockers, ...unawaited];
    if (policy !== 'promise')
      blockers.unshift({ reason: 'an entry point of the package exports it', place: ref.path, isPolicy: true });
    if (!planned.cleanErrors || !planned.direct)
      blockers.push({ reason: 'it looks at its callback, or gives values beside an error', place: ref.path });
    return [{ ref, exposure, unawaited, blockers }];
  });
}

function unawaitedCalls(planner: ProjectPlanner, { calls }: Exposure): CallbackBlocker[] {
  const { options } = planner.input;
  return calls.flatMap(({ path, use }) => {
    // Tests as they were written are what shows that nothing changed.
    if (isTestFile(path) && options.exports !== 'promise')
      return [{ reason: 'a test calls it', place: use.place, isTest: true }];
    if (planner.awaiting(path, use.at) !== undefined) return [];
    const reason = planner.isEdited(path) ? 'a caller does not await it' : 'a caller is not among the files to convert';
    return [{ reason, place: use.place }];
  });
}

/** It takes no callback any more, and every caller awaits it. */
function isCarriedOut(planner: ProjectPlanner, { ref, exposure }: Candidate): boolean {
  return planner.functionAt(ref)?.verdict === 'convert' && unawaitedCalls(planner, exposure).length === 0;
}

const needsCallback = (planner: ProjectPlanner, { ref, exposure }: Candidate): CallbackBlocker =>
  unawaitedCalls(planner, exposure)[0] ?? { reason: 'its callback is needed inside of it', place: ref.path };

function filesOf(candidates: readonly Candidate[]): Set<string> {
  return new Set(candidates.flatMap(({ ref, exposure }) => [ref.path, ...exposure.calls.map(({ path }) => path)]));
}
