import { diagnose, type CallbackBlocker, type SharedFunction } from '../../core/index.js';
import type { MemberCandidate } from './member-candidates.js';
import type { ProjectPlanner } from './project-planner.js';
import { tied } from './tied.js';

/**
 * Ties the decisions about a group of methods together, where it loses its callbacks, and notes in each what becomes of them.
 *
 * @returns the decisions of the group, its methods first
 */
export function describeMember(
  planner: ProjectPlanner,
  candidate: MemberCandidate,
): { readonly shared: SharedFunction; readonly decisions: readonly string[] } {
  const { group, blockers } = candidate;
  const own = group.methods.flatMap((ref) =>
    (planner.functionAt(ref)?.decisions ?? []).map((id) => ({ path: ref.path, id })),
  );
  const isApplied = blockers.length === 0;
  const others = isApplied ? othersOf(planner, candidate) : [];
  const all = [...own, ...others].map(({ id }) => id);
  if (isApplied) for (const { path, id } of [...own, ...others]) planner.amend(path, [id], (one) => tied(one, all));
  const [first] = blockers;
  if (!first?.isPolicy) own.forEach(({ path, id }) => remark(planner, candidate, path, id, first));
  const { path, at } = group.methods[0]!;
  const awaited = group.calls.filter((call) => planner.awaiting(call.path, call.at) !== undefined);
  const shared: SharedFunction = {
    path,
    line: planner.textOf(path)?.slice(0, at).split('\n').length ?? 1,
    name: group.name,
    uses: group.calls.length,
    awaited: awaited.length,
    blockers,
  };
  return { shared, decisions: all };
}

/** Those of declarations and of callers. */
function othersOf(planner: ProjectPlanner, { group }: MemberCandidate): { path: string; id: string }[] {
  const declared = group.declarations.map((ref) => ({ path: ref.path, id: planner.declaring(ref)! }));
  const callers = group.calls.map(({ path, at }) => ({ path, id: planner.awaiting(path, at)! }));
  return [...declared, ...callers];
}

function remark(
  planner: ProjectPlanner,
  { group }: MemberCandidate,
  path: string,
  id: string,
  blocker: CallbackBlocker | undefined,
): void {
  const { name, methods, declarations, calls } = group;
  const declared = [counted(methods.length, 'method'), counted(declarations.length, 'declaration')];
  const called = counted(calls.length, 'call');
  planner.amend(path, [id], (decision) => {
    const note = blocker
      ? diagnose(
          'member-keeps-callback',
          { name, members: listed(declared), why: whyOf(blocker) },
          path,
          decision.range,
        )
      : diagnose('member-callback-removed', { name, members: listed([...declared, called]) }, path, decision.range);
    return { ...decision, reasons: [...decision.reasons, note] };
  });
}

const counted = (count: number, noun: string): string =>
  count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `2 methods, 1 declaration and 3 calls`. */
function listed(counts: readonly string[]): string {
  const there = counts.filter((count) => count !== '');
  return there.length < 2 ? there.join('') : `${there.slice(0, -1).join(', ')} and ${there.at(-1)}`;
}

const whyOf = ({ reason, place }: CallbackBlocker): string => (place === '' ? reason : `${reason} (${place})`);
