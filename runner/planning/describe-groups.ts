import {
  diagnose,
  type CallbackGroups,
  type Decision,
  type Diagnostic,
  type PlannedFunction,
  type SharedFunction,
} from '../../core/index.js';
import { refKey, type FunctionRef } from '../../analysis/modules/function-ref.js';
import { Components } from './components.js';
import { describeMember } from './describe-member.js';
import { callsOf, type Candidate, type Candidates } from './promise-groups.js';
import { tied } from './tied.js';
import type { ProjectPlanner } from './project-planner.js';

/**
 * Ties the decisions together that need one another, writes down in each what becomes of its callback, and describes
 * the groups.
 */
export function describeGroups(planner: ProjectPlanner, candidates: Candidates): CallbackGroups {
  const groups = new Components();
  const kept: SharedFunction[] = [];
  for (const candidate of candidates.functions) {
    const shared = describe(planner, candidate);
    if (candidate.blockers.length > 0) {
      if (callsOf(candidate.exposure).length > 0) kept.push(shared);
      remark(planner, candidate, shared);
      continue;
    }
    const { ref, exposure } = candidate;
    const own = planner.functionAt(ref)!.decisions;
    const callers = callsOf(exposure).map(({ path, use }) => ({ path, decision: planner.awaiting(path, use.at)! }));
    planner.amend(ref.path, own, (decision) =>
      tied(
        decision,
        callers.map((caller) => caller.decision),
      ),
    );
    for (const { path, decision } of callers) planner.amend(path, [decision], (one) => tied(one, own));
    remark(planner, candidate, shared);
    groups.add(shared, [...own, ...callers.map((caller) => caller.decision)]);
  }
  for (const member of candidates.members) {
    const { shared, decisions } = describeMember(planner, member);
    if (member.blockers.length === 0) groups.add(shared, decisions);
    else if (member.group.calls.length > 0 && !member.blockers[0]!.isPolicy) kept.push(shared);
  }
  for (const ref of planner.input.known.graph.functions()) remarkCallback(planner, ref);
  return { applied: groups.list(), kept, calls: countCalls(planner) };
}

/** Calls in files that may change, of functions of other files that give a promise. */
function countCalls(planner: ProjectPlanner): CallbackGroups['calls'] {
  const { graph } = planner.input.known;
  let known = 0;
  let awaited = 0;
  for (const path of graph.modules.keys()) {
    if (!planner.isEdited(path)) continue;
    for (const { ref, at } of callsIn(planner, path)) {
      if (!(planner.functionAt(ref) ?? graph.modules.get(ref.path)?.duals[ref.at] ?? ref.dual)) continue;
      known++;
      if (planner.awaiting(path, at) !== undefined) awaited++;
    }
  }
  return { known, awaited };
}

/** Calls of functions and methods of other files. `dual` is what is known of one that was converted before. */
function callsIn(planner: ProjectPlanner, path: string): { ref: Callee; at: number }[] {
  const { graph, objects } = planner.input.known;
  const { uses, methodCalls } = graph.modules.get(path)!;
  const functions = uses.flatMap((use) => {
    const ref = use.kind === 'call' ? graph.used(path, use) : undefined;
    return ref ? [{ ref, at: use.at }] : [];
  });
  const methods = methodCalls.flatMap(({ object, name, at }) => {
    const ref = objects.method(path, object, name);
    return ref && ref.path !== path ? [{ ref, at }] : [];
  });
  // A function of a module is found both ways.
  return [...functions, ...methods.filter(({ at }) => !functions.some((one) => one.at === at))];
}

type Callee = FunctionRef & { readonly dual?: PlannedFunction | undefined };

/** Notes that a function gives no promise, as the run was asked to. */
function remarkCallback(planner: ProjectPlanner, ref: FunctionRef): void {
  const planned = planner.functionAt(ref);
  if (!planned || planner.fates.get(refKey(ref))?.form !== 'callback') return;
  const { name } = nameOf(planner, ref);
  planner.amend(ref.path, planned.decisions, (decision) => {
    const note = diagnose('export-keeps-callback', { name }, ref.path, decision.range);
    return { ...decision, reasons: [...decision.reasons, note] };
  });
}

function describe(planner: ProjectPlanner, { ref, exposure, unawaited, blockers }: Candidate): SharedFunction {
  const { graph } = planner.input.known;
  const { name, line } = nameOf(planner, ref);
  const values = graph.usesOf(ref).length - exposure.calls.length;
  return {
    path: ref.path,
    line,
    name,
    uses: callsOf(exposure).length + values,
    awaited: callsOf(exposure).length - unawaited.length,
    blockers,
  };
}

function nameOf(planner: ProjectPlanner, ref: Candidate['ref']): { name: string; line: number } {
  const { exports } = planner.input.known.graph.modules.get(ref.path)!;
  const found = Object.entries(exports).flatMap(([name, fact]) =>
    fact.kind === 'function' && fact.at === ref.at ? [{ name, line: fact.line }] : [],
  );
  // `module.exports = load; module.exports.load = load;`
  return found.find(({ name }) => name !== 'default') ?? found[0] ?? { name: '', line: 1 };
}

/** Notes in the decision about a function what becomes of its callback. */
function remark(planner: ProjectPlanner, { ref, exposure, blockers }: Candidate, shared: SharedFunction): void {
  const { name, uses, awaited } = shared;
  const [first] = blockers;
  const note = (decision: Decision): Diagnostic | undefined => {
    const at = [ref.path, decision.range] as const;
    if (first) {
      // Without callers in other files, only the wish to take the callback away is worth a word.
      if (first.isPolicy) return undefined;
      return diagnose('callback-kept', { name, awaited, uses, reason: first.reason, place: first.place }, ...at);
    }
    if (exposure.isPublic) return diagnose('export-gives-promise', { name }, ...at);
    const files = new Set(callsOf(exposure).map(({ path }) => path)).size;
    return diagnose('callback-removed', { name, calls: uses, files }, ...at);
  };
  planner.amend(ref.path, planner.functionAt(ref)!.decisions, (decision) => {
    const added = note(decision);
    return added ? { ...decision, reasons: [...decision.reasons, added] } : decision;
  });
}
