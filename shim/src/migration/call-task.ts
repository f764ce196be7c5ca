import { taskFuture } from '../coroutine/task-future.js';
import { FAILED, SUCCEEDED, type Future } from '../coroutine/future.js';
import type { CallPoint } from '../engine/call-point.js';
import { NodeTask } from '../engine/node-task.js';
import { Task } from '../engine/task.js';
import { NativePromise } from './native-promise.js';

type AnyFunction = (...args: never[]) => unknown;

/**
 * Calls a function that gives its result to a callback without an error argument, and gives the promise of it: what
 * `yield Task(fn, …args)` is in an engine, for `await`.
 *
 *     const response = await callTask(client.fetch.bind(client), url);
 *
 * The function is called at once, with the callback as its last argument. The result is what the callback was called with:
 * nothing → `undefined`, one argument → that argument, several → `Arguments`. A thrown error is the rejection; so is one of a
 * callback that the function schedules with the loop or `wrap`, and one of an engine that the function is, as long as there
 * is no result. A promise given to the callback is flattened.
 *
 * @param fn the function
 * @param args its arguments without the callback
 * @throws TypeError when `fn` is not a function or the last argument carries a `callback` of its own
 */
export function callTask<A extends unknown[], T>(
  fn: (...args: [...A, (value: T) => void]) => unknown,
  ...args: A
): Promise<T>;
export function callTask<T = unknown>(fn: AnyFunction, ...args: unknown[]): Promise<T>;
export function callTask(fn: AnyFunction, ...args: unknown[]): Promise<unknown> {
  return promiseOf(Task(fn, ...args));
}

/**
 * The same for a function with an error-first callback: what `yield NodeTask(fn, …args)` is in an engine. A truthy error is
 * the rejection; several values behind it are `Arguments`. `task` is the plainer choice where there is one value at most.
 *
 * @param fn the function
 * @param args its arguments without the callback
 * @throws TypeError when `fn` is not a function or the last argument carries a `callback` of its own
 */
export function callNodeTask<A extends unknown[], T>(
  fn: (...args: [...A, (error: unknown, value: T) => void]) => unknown,
  ...args: A
): Promise<T>;
export function callNodeTask<T = unknown>(fn: AnyFunction, ...args: unknown[]): Promise<T>;
export function callNodeTask(fn: AnyFunction, ...args: unknown[]): Promise<unknown> {
  return promiseOf(NodeTask(fn, ...args));
}

/** Settles in the moment in which the future does: who awaits it goes on some microtasks later, not a turn. */
function promiseOf(task: unknown): Promise<unknown> {
  const future = taskFuture(task as CallPoint);
  future.observe();
  return new NativePromise((resolve, reject) => {
    const settle = ({ state, payload }: Future): void => (state === FAILED ? reject(payload) : resolve(payload));
    if (future.state === SUCCEEDED || future.state === FAILED) settle(future);
    else future.addWaiter({ futureDone: settle });
  });
}
