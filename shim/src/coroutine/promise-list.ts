import { logError } from '../loop/log.js';

/** Tells whether a yielded value is an array of nothing but native promises. */
export function isPromiseList(value: unknown): value is Promise<unknown>[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  for (let i = 0; i < value.length; i++) if (!(value[i] instanceof Promise)) return false;
  return true;
}

/**
 * Waits for all promises of a list, then gives the values, or the first error in the order of the list; the other errors
 * are logged. The short cut for success costs a third of following each promise.
 */
export function settleList(
  promises: readonly Promise<unknown>[],
  onValue: (values: unknown[]) => void,
  onError: (error: unknown) => void,
): void {
  Promise.all(promises).then(onValue, () =>
    Promise.allSettled(promises).then((results) => onError(firstError(results))),
  );
}

function firstError(results: readonly PromiseSettledResult<unknown>[]): unknown {
  const errors = results.filter((result) => result.status === 'rejected').map((result) => result.reason as unknown);
  for (const error of errors.slice(1)) logError('Multiple exceptions in yield list', error);
  return errors[0];
}
