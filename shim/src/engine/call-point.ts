import type { BaseRunner } from './base-runner.js';
import type { ResultWaiter } from './result-waiter.js';
import { YieldPoint } from './yield-point.js';

/**
 * One call of a callback function, made when the yield is processed: the common part of `Task` and `NodeTask`.
 *
 * The arguments sit in fields and the object is its own result cell: an array per call, or a table of keys per
 * runner, costs several times the call itself.
 */
export abstract class CallPoint<T = unknown> extends YieldPoint<T> {
  /** Who hears of the result; null before the start and after the result was taken. */
  protected waiter: ResultWaiter | null = null;
  protected ready = false;
  protected value: unknown = undefined;

  constructor(
    protected readonly fn: (...args: unknown[]) => unknown,
    protected readonly count: number,
    protected readonly a: unknown,
    protected readonly b: unknown,
    protected readonly c: unknown,
    protected readonly rest: unknown[] | null,
  ) {
    super();
  }

  /** Gives the point to start for one yield: one that was yielded before calls its function again. */
  forYield(): this {
    if (this.waiter === null && !this.ready) return this;
    const again = Object.assign(Object.create(Object.getPrototypeOf(this) as object) as this, this);
    again.waiter = null;
    again.ready = false;
    again.value = undefined;
    return again;
  }

  override start(runner: BaseRunner): void {
    this.startFor(runner);
  }

  /** Makes the call on behalf of a runner, or of the list that a runner waits for. */
  abstract startFor(waiter: ResultWaiter): void;

  override isReady(): boolean {
    return this.ready;
  }

  override getResult(): T {
    this.waiter = null;
    return this.value as T;
  }

  /** Calls the function; fixed argument counts, since spreading costs more than the call. */
  protected call(callback: (...args: never[]) => void): void {
    const { fn } = this;
    switch (this.count) {
      case 0:
        fn(callback);
        break;
      case 1:
        fn(this.a, callback);
        break;
      case 2:
        fn(this.a, this.b, callback);
        break;
      case 3:
        fn(this.a, this.b, this.c, callback);
        break;
      default:
        fn(...this.rest!, callback);
    }
  }
}
