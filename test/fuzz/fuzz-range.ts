import type { Outcome } from './check-program.js';
import { fuzzOne, isBad } from './fuzz-one.js';
import { countOutcome, noStatistics, type Statistics } from './statistics.js';

/** A program that fails. */
export interface Failure {
  readonly seed: number;
  /** The smallest form that was found. */
  readonly outcome: Outcome;
}

export interface RangeRequest {
  readonly seeds: Iterable<number>;
  readonly shim: Record<string, unknown>;
  /** Milliseconds for shrinking one program. */
  readonly shrinkFor: number;
  readonly onFailure?: (failure: Failure) => Promise<void> | void;
  /** Hears of programs that E3 alone keeps. */
  readonly onReordered?: (seed: number) => void;
  readonly onProgram?: () => void;
}

/** Makes and checks a program for each seed. */
export async function fuzzRange({
  seeds,
  shim,
  shrinkFor,
  onFailure,
  onReordered,
  onProgram,
}: RangeRequest): Promise<Statistics> {
  const statistics = noStatistics();
  for (const seed of seeds) {
    const { first, smallest } = await fuzzOne(seed, shim, shrinkFor);
    countOutcome(statistics, first);
    if (isBad(first)) await onFailure?.({ seed, outcome: smallest ?? first });
    if (first.reordered) onReordered?.(seed);
    onProgram?.();
  }
  return statistics;
}

/** The seeds of the programs of a run. */
export function* seedsOf(seed: number, from: number, to: number): IterableIterator<number> {
  for (let index = from; index < to; index++) yield (seed * 1_000_003 + index) % 0x7fffffff;
}
