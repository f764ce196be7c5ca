/**
 * Finds units without which a check passes, in few checks: parts are added to what passes, and a part that does not pass
 * is halved. Units that only fail together count as one culprit, the later of them.
 *
 * What is left passes, as far as `passes` answered: each further unit would make it fail.
 *
 * @param units all of them together fail
 * @param passes asked for sets that hold some of the units; the empty set passes. It should remember its answers: it is
 *   asked for the same set more than once
 */
export async function findCulprits<Unit>(
  units: readonly Unit[],
  passes: (applied: readonly Unit[]) => Promise<boolean>,
): Promise<readonly Unit[]> {
  const culprits: Unit[] = [];
  const applied: Unit[] = [];
  const open: (readonly Unit[])[] = [units];
  for (let part = open.pop(); part; part = open.pop()) {
    if (await passes([...applied, ...part])) {
      applied.push(...part);
    } else if (part.length > 1) {
      const middle = Math.ceil(part.length / 2);
      open.push(part.slice(middle), part.slice(0, middle));
    } else {
      culprits.push(...part);
      // Most often it was the only one.
      if (open.length > 1 && (await passes([...applied, ...open.flat()]))) break;
    }
  }
  return culprits;
}
