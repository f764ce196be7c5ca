import type { Ended } from './run-at-once.js';

/**
 * Runs a plain function as a body.
 *
 * @param body what it returns is the result, what it throws the failure
 * @param self its `this`
 * @param ended is called once, before this call returns; what it throws reaches the caller
 */
export function runSync(body: (this: unknown) => unknown, self: unknown, ended: Ended): void {
  let value: unknown;
  try {
    value = body.call(self);
  } catch (error) {
    ended(true, error);
    return;
  }
  ended(false, value);
}
