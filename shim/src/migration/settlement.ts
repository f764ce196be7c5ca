import { NativePromise } from './native-promise.js';

/** What a call of `task` has come to, known before the reactions of its promise run. */
export interface Settlement {
  settled: boolean;
  failed: boolean;
  value: unknown;
  /** Called inside of the callback, once. */
  listener: (() => void) | undefined;
}

const known = new WeakMap<object, Settlement>();
let watchers = 0;

/** Whether some body that goes on at once is running right now: only then anybody asks for settlements. */
export const isWatched = (): boolean => watchers > 0;

/**
 * Runs one step of a body that goes on at once.
 *
 * @param step runs the body up to its next `yield`; what it throws is passed on
 */
export function watched<T>(step: () => T): T {
  watchers++;
  try {
    return step();
  } finally {
    watchers--;
  }
}

/** Remembers the settlement that belongs to a promise. */
export const remember = (promise: Promise<unknown>, settlement: Settlement): void => {
  known.set(promise, settlement);
};

export const newSettlement = (): Settlement => ({
  settled: false,
  failed: false,
  value: undefined,
  listener: undefined,
});

/** A promise for a call that failed before it began; whoever watches knows at once. */
export function rejected(error: unknown): Promise<never> {
  const promise = NativePromise.reject<never>(error);
  if (isWatched()) remember(promise, { settled: true, failed: true, value: error, listener: undefined });
  return promise;
}

/** The settlement of a promise that `task` made while somebody watched. */
export const settlementOf = (value: unknown): Settlement | undefined =>
  typeof value === 'object' && value !== null ? known.get(value) : undefined;

/** Settles once; later completions are ignored. */
export function settle(settlement: Settlement, failed: boolean, value: unknown): void {
  if (settlement.settled) return;
  settlement.settled = true;
  settlement.failed = failed;
  settlement.value = value;
  settlement.listener?.();
}
