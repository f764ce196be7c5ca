import { decorate, type MethodContext, type MethodDecoration } from '../engine/decorate.js';
import { convertYielded } from './convert-yielded.js';
import type { Future } from './future.js';
import { hasCallback, splitCallback } from './split-callback.js';

type AnyFunction = (...args: unknown[]) => unknown;

/** What runs work elsewhere, e.g. a pool of workers. */
export interface Executor {
  /**
   * Begins the work.
   * @param fn the function; a pool of workers may know it by its name
   * @param args its arguments
   * @returns a promise or future of the result
   */
  submit(fn: (...args: never[]) => unknown, ...args: unknown[]): PromiseLike<unknown>;
}

/** Options of {@link runOnExecutor}. */
export interface RunOnExecutorOptions {
  /** Name of the object's property that holds the executor. Default: `executor`. */
  readonly executor?: string;
}

/** A decorator of methods, also usable as a function on one. */
export interface ExecutorDecorator {
  <M extends (...args: never[]) => unknown>(method: M, context: MethodContext): M;
  <A extends unknown[], R>(fn: (...args: A) => R): (...args: A) => Future<Awaited<R>>;
  (target: object, key: PropertyKey, descriptor: PropertyDescriptor): PropertyDescriptor;
}

/**
 * Has a method run by the executor of its object (`concurrent.run_on_executor`): `obj.method(a)` does
 * `obj.executor.submit(method, a)`, with the method bound to its object, and gives a future of the result. Takes
 * `kw({ callback })` like a coroutine.
 *
 *     // Tinypool's workers know functions by their names.
 *     executor = { submit: (fn, ...args) => this.pool.run(args, { name: fn.name }) };
 */
export function runOnExecutor<M extends (...args: never[]) => unknown>(method: M, context: MethodContext): M;
export function runOnExecutor(options: RunOnExecutorOptions): ExecutorDecorator;
export function runOnExecutor<A extends unknown[], R>(fn: (...args: A) => R): (...args: A) => Future<Awaited<R>>;
export function runOnExecutor(target: object, key: PropertyKey, descriptor: PropertyDescriptor): PropertyDescriptor;
export function runOnExecutor(...given: MethodDecoration): unknown {
  const [first] = given;
  if (given.length === 1 && typeof first === 'object' && first !== null) {
    const { executor = 'executor' } = first as RunOnExecutorOptions;
    return (...decoration: MethodDecoration) => decorate((fn) => makeWrapper(fn, executor), decoration);
  }
  return decorate((fn) => makeWrapper(fn, 'executor'), given);
}

function makeWrapper(fn: AnyFunction, property: string): AnyFunction {
  return function wrapper(this: unknown, ...args: unknown[]): Future {
    const last = hasCallback(args[args.length - 1]) ? splitCallback(args) : null;
    const executor = (this as Record<string, Executor | undefined>)[property];
    if (typeof executor?.submit !== 'function') {
      throw new TypeError(`this.${property} must be an executor with submit(fn, ...args)\nAssign one before the call`);
    }
    const future = convertYielded(executor.submit(boundTo(this, fn), ...(last?.rest ?? args)));
    // Here, unlike in coroutines, null means none.
    if (last !== null && last.callback !== null) last.attach(future);
    return future;
  };
}

/** The method with its object; still with its own name and text, by which pools of workers know functions. */
function boundTo(receiver: unknown, fn: AnyFunction): AnyFunction {
  const bound = (...args: unknown[]): unknown => fn.apply(receiver, args);
  Object.defineProperties(bound, {
    name: { value: fn.name, configurable: true },
    toString: { value: () => Function.prototype.toString.call(fn), configurable: true },
  });
  return bound;
}
