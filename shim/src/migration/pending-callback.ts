import { argumentsValue } from '../engine/arguments.js';
import { NativePromise } from './native-promise.js';

/** A callback to hand out now, and the result to wait for later. */
export interface PendingCallback<T = unknown> {
  /** Takes the result: nothing → `undefined`, one argument → that argument, several → `Arguments`. */
  (...result: unknown[]): void;
  /** Gives what the callback was called with last; where it was not called yet, what it is going to be called with. */
  wait(): Promise<T>;
}

/**
 * Makes a callback whose result is awaited later: what `yield Callback(key)` and `yield Wait(key)` are in an engine.
 *
 *     const first = pendingCallback();
 *     client.fetch(url, first);
 *     …
 *     const response = await first.wait();
 *
 * The promise never fails: a callback of this kind gets values only.
 */
export function pendingCallback<T = unknown>(): PendingCallback<T> {
  let result: { readonly value: unknown } | undefined;
  let waiters: ((value: T) => void)[] = [];
  function callback(...args: unknown[]): void {
    result = { value: argumentsValue(args) };
    const waiting = waiters;
    waiters = [];
    for (const resolve of waiting) resolve(result.value as T);
  }
  callback.wait = (): Promise<T> =>
    result === undefined
      ? new NativePromise<T>((resolve) => void waiters.push(resolve))
      : NativePromise.resolve(result.value as T);
  return callback;
}
