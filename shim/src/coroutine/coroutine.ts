import { storesInUse, takeOverScope } from '../context/async-scope.js';
import { decorate, type MethodContext, type MethodDecoration } from '../engine/decorate.js';
import type { Yielded } from '../engine/engine.js';
import { isGenerator } from '../engine/is-generator.js';
import { fromPromise } from './from-promise.js';
import { Future } from './future.js';
import { markCoroutine } from './is-coroutine-function.js';
import { Return } from './return.js';
import { CoroutineRunner } from './runner.js';
import { hasCallback, splitCallback } from './split-callback.js';

type AnyFunction = (...args: unknown[]) => unknown;

/** A function made by {@link coroutine}. */
export interface CoroutineFunction<This, A extends unknown[], R> {
  (this: This, ...args: A): Future<R>;
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
export function coroutine<M extends (...args: never[]) => unknown>(method: M, context: MethodContext): M;
export function coroutine<This, A extends unknown[], R>(
  body: (this: This, ...args: A) => Generator<unknown, R, Yielded>,
): CoroutineFunction<This, A, R>;
export function coroutine<This, A extends unknown[], R>(
  body: (this: This, ...args: A) => Promise<R>,
): CoroutineFunction<This, A, Awaited<R>>;
export function coroutine<This, A extends unknown[], R>(
  body: (this: This, ...args: A) => R,
): CoroutineFunction<This, A, R>;
export function coroutine(target: object, key: PropertyKey, descriptor: PropertyDescriptor): PropertyDescriptor;
export function coroutine(...decoration: MethodDecoration): unknown {
  return decorate(makeCoroutine, decoration);
}

function makeCoroutine(body: AnyFunction): AnyFunction {
  // `arguments` is only handed to apply, since anything else would make an object of it.
  function wrapper(this: unknown): Future {
    const count = arguments.length;
    if (count > 0 && typeof arguments[count - 1] === 'object' && hasCallback(arguments[count - 1])) {
      return callWithCallback.apply(this, arguments as unknown as unknown[]);
    }
    let result: unknown;
    try {
      result = body.apply(this, arguments as unknown as unknown[]);
    } catch (error) {
      return stopped(error);
    }
    return isGenerator(result) ? start(result) : adoptResult(result);
  }
  function callWithCallback(this: unknown, ...args: unknown[]): Future {
    const { rest, attach } = splitCallback(args);
    const future = wrapper.apply(this, rest as []);
    attach(future);
    return future;
  }
  markCoroutine(wrapper);
  return wrapper;
}

/** Runs a generator; one that ends before its first wait needs no runner. */
function start(generator: Generator<unknown, unknown, unknown>): Future {
  if (storesInUse()) {
    const runner = new CoroutineRunner(generator);
    runner.startInScope();
    return runner;
  }
  const future = startPlain(generator);
  if (future instanceof CoroutineRunner && !future.done() && storesInUse()) future.scope = takeOverScope();
  return future;
}

function startPlain(generator: Generator<unknown, unknown, unknown>): Future {
  let first: IteratorResult<unknown, unknown>;
  try {
    first = generator.next();
  } catch (error) {
    return stopped(error);
  }
  if (first.done === true) return succeeded(first.value);
  const runner = new CoroutineRunner(generator);
  runner.startWith(first);
  return runner;
}

/** An async function gives a promise, which is the same as having been yielded; futures stay what they are. */
function adoptResult(result: unknown): Future {
  return result instanceof Promise ? fromPromise(result) : succeeded(result);
}

function stopped(error: unknown): Future {
  if (error instanceof Return) return succeeded(error.value);
  const future = new Future();
  future.setException(error);
  return future;
}

function succeeded(value: unknown): Future {
  const future = new Future();
  future.setResult(value);
  return future;
}
