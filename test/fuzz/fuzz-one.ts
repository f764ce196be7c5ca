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
  const seen: { first?: Outcome; smallest?: Outcome; program?: Program; error?: unknown } = {};
  const start = process.hrtime.bigint();
  const check = async (program: Program): Promise<Outcome> => {
    try {
      return await checkProgram(program, seed, shim);
    } catch (error) {
      if (!seen.first) seen.error = error;
      throw error;
    }
  };
  const property = fc.asyncProperty(programArbitrary(), async (program) => {
    // A run that is given up half-way would leave its clock behind; so what comes too late counts as good.
    if (seen.error !== undefined) return;
    if (seen.smallest && process.hrtime.bigint() - start > BigInt(shrinkFor) * 1_000_000n) return;
    const outcome = await check(program);
    seen.first ??= outcome;
    seen.program ??= program;
    if (!isBad(outcome) || outcome.verdict !== seen.first.verdict) return;
    seen.smallest = outcome;
    seen.program = program;
    throw new Error(outcome.problem);
  });
  await fc.check(property, { seed, numRuns: 1, unbiased: true, endOnFailure: shrinkFor === 0 });
  if (seen.error !== undefined) throw new Error(`the program of seed ${seed} can't be checked`, { cause: seen.error });
  if (!seen.first || !seen.program) throw new Error('no program was generated');
  return { first: seen.first, smallest: seen.smallest, program: seen.program };
}
