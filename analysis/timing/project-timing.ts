import type { ProjectTiming } from '../../core/index.js';
import type { FileFacts } from '../collect-facts.js';

/**
 * Puts together what all files say about timing. A function may complete at once when one of its paths does, through
 * functions that all may; functions that the project does not define are not known to complete later. The two answers
 * are least fixed points over names.
 */
export function projectTiming(files: readonly FileFacts[]): ProjectTiming {
  const paths = new Map<string, (readonly string[])[]>();
  const followed = new Set<string>();
  const endsOf = new Map<string, Set<string>>();
  for (const file of files) {
    for (const { name, paths: own } of file.completions) paths.set(name, [...(paths.get(name) ?? []), ...own]);
    for (const [name, use] of Object.entries(file.calls)) {
      if (use.followed) followed.add(name);
      const ends = endsOf.get(name) ?? new Set<string>();
      use.endsOf.forEach((end) => ends.add(end));
      endsOf.set(name, ends);
    }
  }
  const atOnce = settleAtOnce(paths);
  const observed = settleObserved(followed, endsOf);
  return {
    mayCompleteAtOnce: (name) => !paths.has(name) || atOnce.has(name),
    isObserved: (name) => observed.has(name),
  };
}

function settleAtOnce(paths: ReadonlyMap<string, readonly (readonly string[])[]>): Set<string> {
  const atOnce = new Set<string>();
  for (let changed = true; changed;) {
    changed = false;
    for (const [name, own] of paths) {
      if (atOnce.has(name)) continue;
      if (own.some((path) => path.every((step) => atOnce.has(step) || !paths.has(step)))) {
        atOnce.add(name);
        changed = true;
      }
    }
  }
  return atOnce;
}

function settleObserved(followed: ReadonlySet<string>, endsOf: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const observed = new Set(followed);
  for (let changed = true; changed;) {
    changed = false;
    for (const [name, ends] of endsOf) {
      if (observed.has(name) || ![...ends].some((end) => observed.has(end))) continue;
      observed.add(name);
      changed = true;
    }
  }
  return observed;
}
