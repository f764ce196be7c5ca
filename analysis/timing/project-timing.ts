import type { ProjectTiming } from '../../core/index.js';
import { KEPT, QUEUE, UNKNOWN_FUNCTION } from './completion-paths.js';
import type { FileFacts } from '../collect-facts.js';
import type { ExportedAgain } from './exported-again.js';
import type { UseWithin } from './observers.js';
import { ofNobody } from './function-key.js';
import { projectEffects } from './project-effects.js';
import { isPackageKey } from './replaced-packages.js';
import { REGISTERED } from './registered.js';
import { TICK } from './ticks.js';

/**
 * Puts together what all files say about timing. A function may complete at once when one of its paths does, through
 * functions that all may; functions of other packages are taken to follow Node's convention and complete later. The two answers
 * are least fixed points over names.
 */
export function projectTiming(files: readonly FileFacts[]): ProjectTiming {
  const paths = new Map<string, (readonly string[])[]>();
  const followed = new Map<string, string>();
  const endsOf = new Map<string, Set<string>>();
  const within: [string, UseWithin][] = [];
  const stubs = files.flatMap((file) => file.stubs);
  const relied = new Map<string, string>();
  const again = files.flatMap((file) => file.exportedAgain);
  const throwing = withGivenOn(again, new Set(files.flatMap((file) => file.throwing)));
  const uncaught = files.find((file) => file.uncaught !== undefined)?.uncaught;
  const domain = files.find((file) => file.domain !== undefined)?.domain;
  const runningGiven = new Set([UNKNOWN_FUNCTION, ...files.flatMap((file) => file.runningGiven)]);
  const asserted = withGivenOn(again, new Set(files.flatMap((file) => file.assertedThrows)));
  for (const file of files) {
    for (const { name, paths: own } of file.completions) paths.set(name, [...(paths.get(name) ?? []), ...own]);
    for (const [name, use] of Object.entries(file.calls)) {
      if (use.followed && !followed.has(name)) followed.set(name, use.followed);
      if (use.relied && !relied.has(name)) relied.set(name, use.relied);
      const ends = endsOf.get(name) ?? new Set<string>();
      use.endsOf.forEach((end) => ends.add(end));
      endsOf.set(name, ends);
      use.within?.forEach((outer) => within.push([name, outer]));
    }
  }
  linkNames(again, paths, endsOf);
  noteForeign(relied, paths);
  const atOnce = settleAtOnce(paths);
  const ticking = files.some((file) => file.worksInTicks) ? settleThrough(TICK, paths, atOnce) : new Set<string>();
  const queued = settleThrough(QUEUE, paths, atOnce);
  const kept = settleThrough(KEPT, paths, atOnce);
  // What follows a call that calls back at once follows what its callback starts.
  for (const [name, { through, followed: outside, endsOf: outer }] of within) {
    if (!through.every((step) => atOnce.has(step))) continue;
    if (outside !== undefined && !followed.has(name)) followed.set(name, outside);
    outer.forEach((end) => endsOf.get(name)?.add(end));
  }
  const observed = settleObserved(followed, endsOf);
  const values = askedFor(files);
  settleRelied(relied, paths);
  return {
    mayCompleteAtOnce: (name) => atOnce.has(name),
    observer: (name) => observed.get(name),
    stub: (name, callers) =>
      stubs.find((stub) => stub.name === name && callers.some((caller) => stub.beside.includes(caller)))?.place,
    fake: (name, at) => stubs.find((stub) => stub.name === name && stub.callbacks.includes(at))?.place,
    reliedOn: (name) => relied.get(name),
    valueAsked: (name) => values.get(name),
    completesAmongTicks: (name) => ticking.has(name) || (ticking.size > 0 && atOnce.has(name)),
    isQueued: (name) => queued.has(name),
    isKept: (name) => kept.has(name),
    ...whoIsCalledBack(files),
    isThrowCaught: (name) => throwing.has(name),
    isAssertedToThrow: (name) => asserted.has(name),
    ...projectEffects(
      files.map(({ effects }) => effects),
      (name) => atOnce.has(name),
    ),
    throwListener: (name) => (runningGiven.has(name) ? uncaught : undefined),
    domain: () => domain,
  };
}

/** A function that is given on completes as the one that it is, and is called wherever the other name is. */
function linkNames(
  again: readonly ExportedAgain[],
  paths: Map<string, (readonly string[])[]>,
  endsOf: Map<string, Set<string>>,
): void {
  for (const [name, key] of again) {
    paths.set(name, [...(paths.get(name) ?? []), [key]]);
    endsOf.set(key, (endsOf.get(key) ?? new Set<string>()).add(name));
  }
}

/** What holds of a function under one name holds under the others, however often it is given on. */
function withGivenOn(again: readonly ExportedAgain[], names: Set<string>): Set<string> {
  for (let size = -1; size !== names.size;) {
    size = names.size;
    for (const [name, key] of again) if (names.has(name)) names.add(key);
  }
  return names;
}

/** What callbacks do with what they get: who gets the callback of a function in turn has the same ones. */
function whoIsCalledBack(files: readonly FileFacts[]): Pick<ProjectTiming, 'subscriber' | 'ignorer'> {
  const subscribed = new Map(files.flatMap(({ subscribers: { subscribed: own } }) => own));
  const ignoring = new Map(files.flatMap(({ ignoredErrors }) => ignoredErrors));
  const [subscribers, ignorers] = [settleHandedOn(files, subscribed), settleHandedOn(files, ignoring)];
  return { subscriber: (name) => subscribers.get(name), ignorer: (name) => ignorers.get(name) };
}

function settleHandedOn(files: readonly FileFacts[], places: Map<string, string>): Map<string, string> {
  const handedOn = files.flatMap(({ exportedAgain: again, subscribers: own }) => [...again, ...own.handedOn]);
  for (let size = -1; size !== places.size;) {
    size = places.size;
    for (const [name, to] of handedOn) {
      const place = places.get(name);
      if (place !== undefined && !places.has(to)) places.set(to, place);
    }
  }
  return places;
}

type Paths = ReadonlyMap<string, readonly (readonly string[])[]>;

/** What `through` gives for functions that are parameters, and for control-flow functions that may have nothing to do. */
const ALWAYS_AT_ONCE = [UNKNOWN_FUNCTION];

function settleAtOnce(paths: ReadonlyMap<string, readonly (readonly string[])[]>): Set<string> {
  const atOnce = new Set<string>(ALWAYS_AT_ONCE);
  for (let changed = true; changed;) {
    changed = false;
    for (const [name, own] of paths) {
      if (atOnce.has(name)) continue;
      if (own.some((path) => path.every((step) => atOnce.has(step)))) {
        atOnce.add(name);
        changed = true;
      }
    }
  }
  return atOnce;
}

/** The names of functions that may complete through something, with nothing on the way but what completes at once. */
function settleThrough(
  something: string,
  paths: ReadonlyMap<string, readonly (readonly string[])[]>,
  atOnce: ReadonlySet<string>,
): Set<string> {
  const found = new Set([something]);
  const isThrough = (path: readonly string[]): boolean =>
    path.some((step) => found.has(step)) && path.every((step) => found.has(step) || atOnce.has(step));
  for (let changed = true; changed;) {
    changed = false;
    for (const [name, own] of paths) {
      if (found.has(name) || !own.some(isThrough)) continue;
      found.add(name);
      changed = true;
    }
  }
  return found;
}

/**
 * Who relies on a function that completes at once relies on everything in between. A method that no file has is one of an object
 * of another package, which may ask any of the functions that were given to it.
 */
function settleRelied(relied: Map<string, string>, paths: Paths): void {
  const left = [...relied.keys()];
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    for (const step of stepsOf(name, paths)) {
      if (relied.has(step)) continue;
      relied.set(step, relied.get(name)!);
      left.push(step);
    }
  }
}

/** A function that no file has and that somebody relies on is told apart: nothing is known of who calls it. */
function noteForeign(relied: Map<string, string>, paths: Paths): void {
  for (const [name, place] of [...relied]) {
    if (!paths.has(name)) relied.set(ofNobody(name), place);
  }
}

function stepsOf(name: string, paths: Paths): string[] {
  const steps = (paths.get(name) ?? []).flat();
  return steps.some((step) => isForeign(step, paths)) ? [...steps, REGISTERED] : steps;
}

const isForeign = (step: string, paths: Paths): boolean =>
  !paths.has(step) && ![TICK, QUEUE, KEPT, UNKNOWN_FUNCTION].includes(step) && !isPackageKey(step);

/** Where something is done with what calls return, themselves or through the functions that return it. */
function askedFor(files: readonly FileFacts[]): Map<string, string> {
  const asked = new Map<string, string>();
  const returnedBy = new Map<string, Set<string>>();
  for (const [name, use] of files.flatMap(({ calls }) => Object.entries(calls))) {
    if (use.asked && !asked.has(name)) asked.set(name, use.asked);
    returnedBy.set(name, new Set([...(returnedBy.get(name) ?? []), ...(use.returnedBy ?? [])]));
  }
  return settleObserved(asked, returnedBy);
}

function settleObserved(
  followed: ReadonlyMap<string, string>,
  endsOf: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, string> {
  const observed = new Map(followed);
  for (let changed = true; changed;) {
    changed = false;
    for (const [name, ends] of endsOf) {
      const end = [...ends].find((candidate) => observed.has(candidate));
      if (observed.has(name) || end === undefined) continue;
      observed.set(name, observed.get(end)!);
      changed = true;
    }
  }
  return observed;
}
