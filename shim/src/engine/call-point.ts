import type { BaseRunner } from './base-runner.js';
import { FAILED_QUIETLY, quietly, takeQuietError } from './quiet-call.js';
import type { ResultWaiter } from './result-waiter.js';
import { YieldPoint } from './yield-point.js';

/** States of a call: not made, made, and what it gave. */
export const NOT_STARTED = 0;
export const STARTED = 1;
export const READY = 2;
export const READY_WITH_ERROR = 3;

type AnyFunction = (...args: unknown[]) => unknown;

/**
 * One call of a callback function, made when the yield is processed: the common part of `Task` and `NodeTask`.
 *
 * Up to three arguments sit in fields and the object is its own result cell: an array per call, or a table of keys per
 * runner, costs several times the call itself. More arguments are an array in `a`.
 */
export abstract class CallPoint<T = unknown> extends YieldPoint<T> {
  /** @internal Who hears of the result; null before the start and after the result was taken. */
  declare waiter: ResultWaiter | null;
  /** @internal */
  declare state: 0 | 1 | 2 | 3;
  /** @internal The value or the error. */
  declare value: unknown;
  /** @internal */
  declare fn: AnyFunction;
  /** @internal How many arguments there are before the callback. */
  declare count: number;
  /** @internal */
  declare a: unknown;
  /** @internal */
  declare b: unknown;
  /** @internal */
  declare c: unknown;

  /** Gives the point to start for one yield: one that was yielded before calls its function again. */
  forYield(): this {
    return this.state === NOT_STARTED ? this : this.again();
  }

  private again(): this {
    const again = Object.assign(Object.create(Object.getPrototypeOf(this) as object) as this, this);
    again.waiter = null;
    again.state = NOT_STARTED;
    again.value = undefined;
    return again;
  }

  override start(runner: BaseRunner): void {
    if (this.startFor(runner)) throw takeQuietError();
  }

  /**
   * Makes the call on behalf of a runner, or of the list that a runner waits for.
   * @returns true when the function was an engine that has failed, see `takeQuietError`
   * @throws what any other function throws
   */
  abstract startFor(waiter: ResultWaiter): boolean;

  override isReady(): boolean {
    return this.state >= READY;
  }

  override getResult(): T {
    this.waiter = null;
    if (this.state === READY_WITH_ERROR) throw this.value;
    return this.value as T;
  }
}

/** Calls the function of a point; fixed argument counts, since spreading costs more than the call. */
export function callWith(point: CallPoint, callback: (...args: never[]) => void): boolean {
  const fn = quietly(point.fn);
  switch (point.count) {
    case 0:
      return fn(callback) === FAILED_QUIETLY;
    case 1:
      return fn(point.a, callback) === FAILED_QUIETLY;
    case 2:
      return fn(point.a, point.b, callback) === FAILED_QUIETLY;
    case 3:
      return fn(point.a, point.b, point.c, callback) === FAILED_QUIETLY;
    default:
      return fn(...(point.a as unknown[]), callback) === FAILED_QUIETLY;
  }
}
