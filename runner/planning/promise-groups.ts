import { isTestFile } from '../../analysis/test-file.js';
import { exposureOf, type Exposure } from '../../analysis/modules/exposure.js';
import { refKey, type FunctionRef } from '../../analysis/modules/function-ref.js';
import type { UseIn } from '../../analysis/modules/use-index.js';
import type { CallbackBlocker } from '../../core/index.js';
import { exportsPolicyOf } from './exports-policy.js';
import {
  areCarriedOut,
  filesOfGroup,
  keysOf,
  memberCandidates,
  unexpected,
  type MemberCandidate,
} from './member-candidates.js';
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

/** What may lose its callback, and what did, or why not. */
export interface Candidates {
  readonly functions: readonly Candidate[];
  readonly members: readonly MemberCandidate[];
}

/** Functions that lose their callbacks together. */
interface Choice {
  readonly keys: readonly string[];
  /** Those that have to be planned for it. */
  readonly files: readonly string[];
  /** Why it did not work out, by the plans as they are. */
  readonly failure: () => CallbackBlocker | undefined;
}

/**
 * Takes the callback from exported functions, and from methods that types connect, whose callers are all known and all await
 * them, in all files together. Where that does not work out for a function, it keeps its callback, and so do those that rest
 * on it.
 */
export function* planGroups(planner: ProjectPlanner): Generator<string, Candidates> {
  const functions = exportedFunctions(planner);
  const members = memberCandidates(planner);
  const ofFunctions = new Map(free(functions).map((one) => [one, functionChoice(planner, one)]));
  const ofMembers = new Map(free(members).map((one) => [one, memberChoice(planner, one)]));
  const failures = yield* carryOut(planner, [...ofFunctions.values(), ...ofMembers.values()]);
  const settled = <One extends Candidate | MemberCandidate>(one: One, choice: Choice | undefined): One => {
    const failure = choice && failures.get(choice);
    return failure ? { ...one, blockers: [failure] } : one;
  };
  return {
    functions: functions.map((one) => settled(one, ofFunctions.get(one))),
    members: members.map((one) => settled(one, ofMembers.get(one))),
  };
}

const free = <One extends { readonly blockers: readonly unknown[] }>(list: readonly One[]): One[] =>
  list.filter(({ blockers }) => blockers.length === 0);

const functionChoice = (planner: ProjectPlanner, one: Candidate): Choice => ({
  keys: [refKey(one.ref)],
  files: [one.ref.path, ...callsOf(one.exposure).map(({ path }) => path)],
  failure: () => (isCarriedOut(planner, one) ? undefined : needsCallback(planner, one)),
});

const memberChoice = (planner: ProjectPlanner, one: MemberCandidate): Choice => ({
  keys: keysOf(one.group),
  files: filesOfGroup(one.group),
  failure: () => (areCarriedOut(planner, one) ? undefined : unexpected(planner, one)),
});

/** @returns why some did not work out */
function* carryOut(
  planner: ProjectPlanner,
  choices: readonly Choice[],
): Generator<string, ReadonlyMap<Choice, CallbackBlocker>> {
  const failures = new Map<Choice, CallbackBlocker>();
  for (const key of choices.flatMap(({ keys }) => keys)) planner.fates.set(key, { form: 'promise' });
  for (let left = choices; left.length > 0;) {
    yield* settlePlans(planner, filesOf(left));
    left = choices.filter((one) => !failures.has(one)).filter((one) => addFailure(failures, one));
    for (const key of left.flatMap(({ keys }) => keys)) planner.fates.delete(key);
  }
  return failures;
}

function addFailure(failures: Map<Choice, CallbackBlocker>, choice: Choice): boolean {
  const failure = choice.failure();
  if (failure) failures.set(choice, failure);
  return failure !== undefined;
}

const filesOf = (choices: readonly Choice[]): Set<string> => new Set(choices.flatMap(({ files }) => files));

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
    if (callsOf(exposure).length === 0 && !exposure.isPublic) return [];
    const unawaited = unawaitedCalls(planner, exposure);
    const blockers = [...exposure.blockers, ...unawaited];
    if (policy !== 'promise')
      blockers.unshift({ reason: 'an entry point of the package exports it', place: ref.path, isPolicy: true });
    if (!planned.cleanErrors || !planned.direct)
      blockers.push({ reason: 'it looks at its callback, or gives values beside an error', place: ref.path });
    return [{ ref, exposure, unawaited, blockers }];
  });
}

function unawaitedCalls(planner: ProjectPlanner, exposure: Exposure): CallbackBlocker[] {
  const { options } = planner.input;
  return callsOf(exposure).flatMap(({ path, use }) => {
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

/** The calls of a function, wherever they stand. */
export const callsOf = ({ calls, ownCalls }: Exposure): UseIn[] => [...calls, ...ownCalls];
