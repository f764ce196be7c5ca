import * as fc from 'fast-check';
import { checkProgram, type Outcome } from './check-program.js';
import type { Program } from './model/program.js';
import { programArbitrary } from './program-arbitrary.js';

export interface FuzzedProgram {
  /** What the generated program came to. */
  readonly first: Outcome;
  /** The smallest program that fails in the same way, if it fails. */
  readonly smallest: Outcome | undefined;
  readonly program: Program;
}

const bad = new Set(['mismatch', 'refused', 'crash', 'invalid']);
export const isBad = ({ verdict }: Outcome): boolean => bad.has(verdict);

/**
 * Makes and checks the program of one seed.
 *
 * @param seed the same seed gives the same program and the same plans
 * @param shrinkFor milliseconds that shrinking may take; 0 for none
 */
export async function fuzzOne(seed: number, shim: Record<string, unknown>, shrinkFor: number): Promise<FuzzedProgram> {
  const seen: { first?: Outcome; smallest?: Outcome; program?: Program } = {};
  const start = process.hrtime.bigint();
  const property = fc.asyncProperty(programArbitrary(), async (program) => {
    // A run that is given up half-way would leave its clock behind; so what comes too late counts as good.
    if (seen.smallest && process.hrtime.bigint() - start > BigInt(shrinkFor) * 1_000_000n) return;
    const outcome = await checkProgram(program, seed, shim);
    seen.first ??= outcome;
    seen.program ??= program;
    if (!isBad(outcome) || outcome.verdict !== seen.first.verdict) return;
    seen.smallest = outcome;
    seen.program = program;
    throw new Error(outcome.problem);
  });
  await fc.check(property, { seed, numRuns: 1, unbiased: true, endOnFailure: shrinkFor === 0 });
  if (!seen.first || !seen.program) throw new Error('no program was generated');
  return { first: seen.first, smallest: seen.smallest, program: seen.program };
}
