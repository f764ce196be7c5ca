import type { ProjectFacts } from '../../core/index.js';
import type { FileFacts } from '../collect-facts.js';

/** What all files together say about names of methods. */
export const memberFacts = (files: readonly FileFacts[]): Pick<ProjectFacts, 'valueCallbacks' | 'filesMentioning'> => ({
  valueCallbacks: surelyGivingValue(files),
  filesMentioning: countingMembers(files),
});

/** The names under which every function of these files calls back once with values and no error. */
export function surelyGivingValue(files: readonly Pick<FileFacts, 'callbacks'>[]): Set<string> {
  const callbacks = files.flatMap(({ callbacks }) => callbacks);
  const others = new Set(callbacks.filter(({ value }) => !value).map(({ name }) => name));
  return new Set(callbacks.filter(({ value, name }) => value && !others.has(name)).map(({ name }) => name));
}

function countingMembers(files: readonly FileFacts[]): (member: string) => number {
  const counts = new Map<string, number>();
  for (const { members } of files) for (const name of members) counts.set(name, (counts.get(name) ?? 0) + 1);
  return (member) => counts.get(member) ?? 0;
}
