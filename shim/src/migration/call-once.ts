import { NativePromise } from './native-promise.js';
import { isWatched, newSettlement, remember, settle } from './settlement.js';
import { throwLater } from './throw-later.js';
import { carry, carryThis } from './values.js';

/** Which part of a completion settles the promise. */
export type TaskForm = 'value' | 'values' | 'args';

type Callee = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Calls an error-first function now, with a callback as its last argument, and gives the first completion as a promise.
 * A synchronous throw is a rejection; after a completion it can be none any more and is thrown as an uncaught exception
 * instead of being lost.
 *
 * @param callee the function
 * @param self its `this`
 * @param args its arguments but the callback
 * @param form which part of the completion is the result
 */
export function callOnce(callee: Callee, self: unknown, args: unknown[], form: TaskForm): Promise<unknown> {
  const settlement = isWatched() ? newSettlement() : undefined;
  const promise = new NativePromise<unknown>((resolve, reject) => {
    const end = (failed: boolean, value: unknown): void => {
      if (failed) reject(value);
      else resolve(value);
      if (settlement) settle(settlement, failed, value);
    };
    let completed = false as boolean;
    const callback = function (this: unknown, ...result: unknown[]): void {
      completed = true;
      if (form === 'args') end(false, carryThis(carry('args', result), this));
      else if (result[0]) end(true, result[0]);
      else end(false, form === 'value' ? result[1] : result.slice(1));
    };
    try {
      callee.call(self, ...args, callback);
    } catch (error) {
      if (completed) throwLater(error);
      else end(true, error);
    }
  });
  if (settlement) remember(promise, settlement);
  return promise;
}
