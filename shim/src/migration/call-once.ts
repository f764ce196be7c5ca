import { NativePromise } from './native-promise.js';
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
  return new NativePromise((resolve, reject) => {
    let completed = false as boolean;
    const callback = function (this: unknown, ...result: unknown[]): void {
      completed = true;
      if (form === 'args') resolve(carryThis(carry('args', result), this));
      else if (result[0]) reject(result[0]);
      else resolve(form === 'value' ? result[1] : result.slice(1));
    };
    try {
      callee.call(self, ...args, callback);
    } catch (error) {
      if (completed) throwLater(error);
      else reject(error);
    }
  });
}
