import { diagnose, type FileOutcome } from '../core/index.js';
import { refuse } from './file-outcomes.js';

/**
 * Takes back the files whose decisions need a decision of a file that could not be changed, until nothing more follows:
 * a group is applied or left as one.
 */
export function settleGroups(outcomes: readonly FileOutcome[]): readonly FileOutcome[] {
  const fileOf = new Map(outcomes.flatMap(({ path, decisions }) => decisions.map(({ id }) => [id, path] as const)));
  const broken = new Set(outcomes.filter(isBroken).map(({ path }) => path));
  let settled = outcomes;
  for (let before = -1; before !== broken.size;) {
    before = broken.size;
    settled = settled.map((outcome) => {
      const needed = outcome.status === 'changed' ? brokenNeed(outcome, fileOf, broken) : undefined;
      if (needed === undefined) return outcome;
      broken.add(outcome.path);
      return refuse(outcome, diagnose('required-file-refused', { path: needed }, outcome.path));
    });
  }
  return settled;
}

function isBroken({ status }: FileOutcome): boolean {
  return status === 'refused' || status === 'failed';
}

function brokenNeed(
  outcome: FileOutcome,
  fileOf: ReadonlyMap<string, string>,
  broken: ReadonlySet<string>,
): string | undefined {
  return outcome.decisions
    .filter(({ verdict }) => verdict !== 'leave')
    .flatMap(({ requires }) => requires.map((id) => fileOf.get(id)))
    .find((path) => path !== undefined && path !== outcome.path && broken.has(path));
}
