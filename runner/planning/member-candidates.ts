import { refKey, type FunctionRef } from '../../analysis/modules/function-ref.js';
import { isTestFile } from '../../analysis/test-file.js';
import type { CallbackBlocker, ValueConvention } from '../../core/index.js';
import type { MemberGroup } from '../types/members/member-group.js';
import { exportsPolicyOf } from './exports-policy.js';
import type { ProjectPlanner } from './project-planner.js';

/** Methods that types connect, and whether their callbacks can go. */
export interface MemberCandidate {
  readonly group: MemberGroup;
  /** Why the callbacks stay; empty when they go. */
  readonly blockers: readonly CallbackBlocker[];
}

/** The methods of TypeScript's classes that have a promise form, each with what types connect it with. */
export function memberCandidates(planner: ProjectPlanner): MemberCandidate[] {
  const { graph, members } = planner.input.known;
  const methods = [...graph.modules].flatMap(([path, { classes }]) =>
    classes.flatMap((one) => Object.values(one.methods).map(({ at }): FunctionRef => ({ path, at }))),
  );
  const dual = methods.filter((ref) => planner.functionAt(ref)?.verdict === 'dual');
  if (dual.length === 0) return [];
  // A method that nobody calls is there for somebody unknown.
  const groups = members.groupsOf(dual).filter(({ methods: own, calls }) => own.length > 0 && calls.length > 0);
  planner.adopt(groups);
  return groups.map((group) => ({ group, blockers: blockersOf(planner, group) }));
}

function blockersOf(planner: ProjectPlanner, group: MemberGroup): CallbackBlocker[] {
  const { known, options } = planner.input;
  const blockers = [...group.blockers];
  const policies = group.methods.map((ref) => exportsPolicyOf(known.graph, options, ref));
  if (group.isPublic && policies.some((policy) => policy !== 'promise'))
    blockers.unshift({
      reason: 'an entry point of the package exports it',
      place: group.methods[0]!.path,
      isPolicy: true,
    });
  for (const ref of group.methods) {
    const planned = planner.functionAt(ref);
    const place = placeOf(planner, ref);
    if (!planned) blockers.push({ reason: 'a method that implements it is not converted', place });
    else if (!planned.cleanErrors || !planned.direct)
      blockers.push({ reason: 'it looks at its callback, or gives values beside an error', place });
  }
  for (const { path } of [...group.methods, ...group.declarations])
    if (!planner.isEdited(path)) blockers.push({ reason: 'its file is not among the files to convert', place: path });
  if (!known.objects.isFixed(group.name) || known.replacements.replacesMember(group.name))
    blockers.push({ reason: 'another function may be set in its place', place: group.methods[0]!.path });
  return [...blockers, ...fixedCalls(planner, group)];
}

/** Calls that stay as they are. */
function fixedCalls(planner: ProjectPlanner, { calls }: MemberGroup): CallbackBlocker[] {
  const { options } = planner.input;
  return calls.flatMap(({ path, place }) => {
    if (isTestFile(path) && options.exports !== 'promise') return [{ reason: 'a test calls it', place, isTest: true }];
    return planner.isEdited(path) ? [] : [{ reason: 'a caller is not among the files to convert', place }];
  });
}

/** Calls that hand over a callback all the same. */
const unawaitedMembers = (planner: ProjectPlanner, { calls }: MemberGroup): CallbackBlocker[] =>
  calls
    .filter(({ path, at }) => planner.awaiting(path, at) === undefined)
    .map(({ place }) => ({ reason: 'a caller does not await it', place }));

/** All methods take no callback any more, and give their results in one way; all declarations say so, all callers await. */
export function areCarriedOut(planner: ProjectPlanner, { group }: MemberCandidate): boolean {
  const planned = group.methods.map((ref) => planner.functionAt(ref));
  const ways = new Set(planned.map((one) => one && wayOf(one.convention)));
  return (
    planned.every((one) => one?.verdict === 'convert') &&
    ways.size === 1 &&
    group.declarations.every((ref) => planner.declaring(ref) !== undefined) &&
    unawaitedMembers(planner, group).length === 0
  );
}

const wayOf = (convention: ValueConvention): ValueConvention => (convention === 'void' ? 'null' : convention);

/** Why the callbacks stay although nothing was in the way. */
export function unexpected(planner: ProjectPlanner, { group }: MemberCandidate): CallbackBlocker {
  const open = group.declarations.find((ref) => planner.declaring(ref) === undefined);
  const reason = open ? 'what its callback gets cannot be said as a promise' : 'its callback is needed inside of it';
  return unawaitedMembers(planner, group)[0] ?? { reason, place: placeOf(planner, open ?? group.methods[0]!) };
}

/** `lib/store.ts:12` */
export function placeOf(planner: ProjectPlanner, { path, at }: FunctionRef): string {
  const text = planner.textOf(path);
  return text === undefined ? path : `${path}:${text.slice(0, at).split('\n').length}`;
}

/** Every file that a group is in. */
export const filesOfGroup = ({ methods, declarations, calls }: MemberGroup): string[] => [
  ...new Set([...methods, ...declarations, ...calls].map(({ path }) => path)),
];

export const keysOf = ({ methods }: MemberGroup): string[] => methods.map(refKey);
