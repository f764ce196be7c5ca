import { captureContext } from './context-node.js';
import { runInContext } from './run-in-context.js';
import { captureScope } from './async-scope.js';

const wrapped = new WeakSet<object>();

/**
 * Captures the contexts in force, to run a function in them later (`stack_context.wrap`); the values of
 * `AsyncLocalStorage` as well. Wrapping twice is the same as once; null and undefined stay what they are.
 * @param fn the function
 */
export function wrap<This, A extends unknown[], R>(
  fn: (this: This, ...args: A) => R,
): (this: This, ...args: A) => R | undefined;
export function wrap(fn: null): null;
export function wrap(fn: undefined): undefined;
export function wrap<This, A extends unknown[], R>(
  fn: ((this: This, ...args: A) => R) | null | undefined,
): ((this: This, ...args: A) => R | undefined) | null | undefined {
  if (fn === null || fn === undefined || wrapped.has(fn)) return fn;
  const context = captureContext();
  const scope = captureScope();
  function run(this: This, ...args: A): R | undefined {
    const body = (): R | undefined => runInContext(context, () => fn!.apply(this, args));
    return scope === null ? body() : scope.runInAsyncScope(body, undefined);
  }
  wrapped.add(run);
  return run;
}
