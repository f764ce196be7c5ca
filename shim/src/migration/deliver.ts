import { describe } from './describe.js';
import { throwLater } from './throw-later.js';
import { carrierKind, thisOf } from './values.js';

/** How success looks to the callback: `cb(null, value)`, `cb()`, `cb(null)`, or `cb(value)`. */
export type SuccessForm = 'value' | 'void' | 'null' | 'plain';

type AnyFunction = (...args: unknown[]) => unknown;

/**
 * Completes a callback exactly once with a promise's outcome. It is called straight from the promise job, the earliest
 * moment there is, and what it throws is taken out of the promise.
 *
 * @param outcome the body's promise
 * @param callback the callback; anything but a function becomes an uncaught `TypeError`
 * @param form how success looks when the body's result is not a carrier
 * @param fail takes a failure that the callback does not get: that of the form without an error argument
 */
export function deliver(
  outcome: Promise<unknown>,
  callback: unknown,
  form: SuccessForm,
  fail: (error: unknown) => void = throwLater,
): void {
  if (typeof callback !== 'function') {
    outcome.then(
      () => throwLater(notCallable(callback)),
      (reason: unknown) => throwLater(notCallable(callback, { cause: reason })),
    );
    return;
  }
  const call = callback as AnyFunction;
  outcome.then(
    (value) => {
      try {
        succeed(call, form, value);
      } catch (error) {
        throwLater(error);
      }
    },
    (reason: unknown) => {
      if (form === 'plain') return fail(reason);
      try {
        call(reason);
      } catch (error) {
        throwLater(error);
      }
    },
  );
}

/** Calls a callback as its form says. */
export function succeed(callback: AnyFunction, form: SuccessForm, value: unknown): void {
  const carrier = carrierKind(value);
  if (carrier === 'args') callback.apply(thisOf(value as unknown[]), value as unknown[]);
  else if (carrier === 'values') callback(...(form === 'plain' ? [] : [null]), ...(value as unknown[]));
  else if (form === 'plain') callback(value);
  else if (form === 'value') callback(null, value);
  else if (form === 'null') callback(null);
  else callback();
}

function notCallable(callback: unknown, options?: { cause: unknown }): TypeError {
  return new TypeError(
    `asCallback: the callback is not a function but ${describe(callback)}; pass a function, or nothing to get a promise`,
    options,
  );
}
