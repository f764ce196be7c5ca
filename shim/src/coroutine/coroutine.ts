import { captureContext } from '../context/context-node.js';
import { decorate, type MethodDecoration } from '../engine/decorate.js';
import type { Yielded } from '../engine/engine.js';
import { isGenerator } from '../engine/is-generator.js';
import { fromPromise } from './from-promise.js';
import { Future } from './future.js';
import { Return } from './return.js';
import { CoroutineRunner } from './runner.js';
import { splitCallback, type SplitArguments } from './split-callback.js';
import { markCoroutine } from './is-coroutine-function.js';

/** A function for {@link coroutine}: a generator function, a plain function or an async function. */
export type CoroutineBody<This, A extends unknown[], R> = (
  this: This,
  ...args: A
) => Generator<unknown, R, Yielded> | R;

/** A function made by {@link coroutine}. */
export interface CoroutineFunction<This, A extends unknown[], R> {
  (this: This, ...args: A): Future<Awaited<R>>;
}

/**
 * Makes a function that gives a future of a generator function (`gen.coroutine` of Tornado 4.5). A call runs the
 * generator at once up to its first wait. Every error is in the future; the call itself never throws.
 *
 * Works on a function and as a decorator of a method, of either kind of decorators. With `kw({ callback })` as last
 * argument, or a `callback` function in a trailing options object, that is called with the result in the next turn, but
 * never with an error.
 * @param body the generator function, or a plain or async function
 */
export function coroutine<This, A extends unknown[], R>(
  body: (this: This, ...args: A) => Generator<unknown, R, Yielded>,
  context?: ClassMethodDecoratorContext,
): CoroutineFunction<This, A, R>;
export function coroutine<This, A extends unknown[], R>(
  body: (this: This, ...args: A) => R,
  context?: ClassMethodDecoratorContext,
): CoroutineFunction<This, A, R>;
export function coroutine(target: object, key: PropertyKey, descriptor: PropertyDescriptor): PropertyDescriptor;
export function coroutine(...decoration: MethodDecoration): unknown {
  return decorate(makeCoroutine, decoration);
}

function makeCoroutine(body: (...args: unknown[]) => unknown): (...args: unknown[]) => unknown {
  function wrapper(this: unknown): Future {
    const count = arguments.length;
    if (count > 0 && typeof arguments[count - 1] === 'object') {
      const split = splitCallback(arguments);
      if (split !== null) return callWithCallback(body, this, split);
    }
    return call(body, this, arguments);
  }
  markCoroutine(wrapper);
  return wrapper;
}

function call(body: (...args: unknown[]) => unknown, receiver: unknown, args: ArrayLike<unknown>): Future {
  let result: unknown;
  try {
    result = body.apply(receiver, args as unknown[]);
  } catch (error) {
    return ended(!(error instanceof Return), error instanceof Return ? error.value : error);
  }
  if (isGenerator(result)) {
    const runner = new CoroutineRunner(result, captureContext());
    runner.start();
    return runner;
  }
  // An async function gives a promise, which is the same as having been yielded; futures stay what they are.
  return result instanceof Promise ? fromPromise(result) : ended(false, result);
}

function callWithCallback(body: (...args: unknown[]) => unknown, receiver: unknown, split: SplitArguments): Future {
  const future = call(body, receiver, split.args);
  split.attach(future);
  return future;
}

function ended(failed: boolean, value: unknown): Future {
  const future = new Future();
  if (failed) future.setException(value);
  else future.setResult(value);
  return future;
}
