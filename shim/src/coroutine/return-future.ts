import { ExceptionStackContext } from '../context/stack-context.js';
import { wrap } from '../context/wrap.js';
import { decorate, type MethodContext, type MethodDecoration } from '../engine/decorate.js';
import { ReturnValueIgnoredError } from '../engine/errors.js';
import { Future } from './future.js';
import { hasCallback, splitCallback } from './split-callback.js';

type AnyFunction = (...args: unknown[]) => unknown;
/** Drops the callback from the end of a parameter list and makes it optional there. */
type WithoutLast<A extends unknown[]> = A extends [...infer Head, infer Last] ? [...Head, Last?] : A;
type CallbackValue<A extends unknown[]> = A extends [...unknown[], (value: infer T) => unknown] ? T : undefined;

/**
 * Makes a function that gives a future of one that calls a callback, its last declared parameter, with one value
 * (`concurrent.return_future`). Callers may still pass a callback, which is called inside the completion. An error thrown
 * at once is thrown to the caller; one of a callback that the function schedules is stored in the future.
 *
 * Works on a function and as a decorator of a method, of either kind of decorators.
 * @param fn must not return a value
 */
export function returnFuture<M extends (...args: never[]) => unknown>(method: M, context: MethodContext): M;
export function returnFuture<This, A extends unknown[]>(
  fn: (this: This, ...args: A) => void,
): (this: This, ...args: WithoutLast<A>) => Future<CallbackValue<A>>;
export function returnFuture(target: object, key: PropertyKey, descriptor: PropertyDescriptor): PropertyDescriptor;
export function returnFuture(...decoration: MethodDecoration): unknown {
  return decorate(makeReturnFuture, decoration);
}

function makeReturnFuture(fn: AnyFunction): AnyFunction {
  return function wrapper(this: unknown, ...args: unknown[]): Future {
    const future = new Future();
    let hasValue = false;
    const complete = (...values: unknown[]): void => {
      hasValue = values.length > 0;
      future.setResult(values[0]);
    };
    const callback = replaceCallback(args, fn.length - 1, complete);
    callNow(fn, this, args, future);
    if (callback !== null) {
      future.addDoneCallback(
        wrap((done: Future) => (hasValue ? callback(done.result()) : (done.result(), callback()))),
      );
    }
    return future;
  };
}

/** Calls the function; an error of this first part goes to the caller, one of a later callback into the future. */
function callNow(fn: AnyFunction, receiver: unknown, args: unknown[], future: Future): void {
  let outcome: { error: unknown } | null = null;
  new ExceptionStackContext((error) => {
    if (!future.done()) future.setException(error);
    return true;
  }).run(() => {
    try {
      const result = fn.apply(receiver, args);
      if (result !== undefined && result !== null) throw ignoredResult();
    } catch (error) {
      outcome = { error };
    }
  });
  if (outcome !== null) throw (outcome as { error: unknown }).error;
}

/** Puts the shim's callback where the function expects one and gives the caller's, if any. */
function replaceCallback(args: unknown[], position: number, complete: AnyFunction): AnyFunction | null {
  let given: unknown = null;
  if (hasCallback(args[args.length - 1])) {
    const { rest, callback } = splitCallback(args);
    given = callback;
    args.splice(0, args.length, ...rest);
  }
  const index = Math.max(position, 0);
  if (args.length > index && isCallback(args[index])) given = args.splice(index, 1)[0];
  while (args.length < index) args.push(undefined);
  args.splice(index, 0, complete);
  return typeof given === 'function' ? (given as AnyFunction) : null;
}

function isCallback(value: unknown): boolean {
  return typeof value === 'function' || value === undefined || value === null;
}

function ignoredResult(): ReturnValueIgnoredError {
  return new ReturnValueIgnoredError(
    '@return_future should not be used with functions that return values\n' +
      'Pass the value to the callback, or make the function a coroutine()',
  );
}
