import { Arguments } from './arguments.js';
import { CallPoint, callWith, READY, READY_WITH_ERROR, STARTED } from './call-point.js';
import type { ResultWaiter } from './result-waiter.js';
import { pointConstructor } from './point-constructor.js';
import type { Yieldable } from './yield-point.js';

/**
 * A `Task` for functions with an error-first callback: a truthy error is thrown at the yield, otherwise the value of
 * the yield is what follows the error: nothing → undefined, one argument → that argument, several → `Arguments`.
 */
export interface NodeTask<T = unknown> extends Yieldable<T> {}

/** Makes a {@link NodeTask}, with or without `new`. */
export interface NodeTaskConstructor {
  /**
   * @param fn called with `args` and an error-first callback when the task is yielded
   * @param args the arguments before the callback
   * @throws TypeError when `fn` is not a function or the options carry a callback of their own
   */
  <A extends unknown[], T>(
    fn: (...args: [...A, (error: unknown, value: T) => void]) => unknown,
    ...args: A
  ): NodeTask<T>;
  <A extends unknown[]>(fn: (...args: [...A, (error: unknown) => void]) => unknown, ...args: A): NodeTask<undefined>;
  <T = unknown>(fn: (...args: never[]) => unknown, ...args: unknown[]): NodeTask<T>;
  new <A extends unknown[], T>(
    fn: (...args: [...A, (error: unknown, value: T) => void]) => unknown,
    ...args: A
  ): NodeTask<T>;
  new <T = unknown>(fn: (...args: never[]) => unknown, ...args: unknown[]): NodeTask<T>;
  readonly prototype: NodeTask;
}

class NodeTaskPoint<T = unknown> extends CallPoint<T> {
  override startFor(waiter: ResultWaiter): boolean {
    this.waiter = waiter;
    this.state = STARTED;
    return callWith(this, deliver.bind(this as NodeTaskPoint));
  }

  /** Takes an error or a result; the last one before the generator goes on wins, later ones are dropped. */
  accept(state: typeof READY | typeof READY_WITH_ERROR, value: unknown): void {
    const { waiter, state: before } = this;
    if (waiter === null) return;
    this.state = state;
    this.value = value;
    if (state === READY_WITH_ERROR) waiter.errorArrived(value);
    if (before === STARTED) waiter.resultArrived();
  }
}

/** The callback of a task, bound to it. */
function deliver(this: NodeTaskPoint, error?: unknown, value?: unknown): void {
  if (error) this.accept(READY_WITH_ERROR, error);
  else if (arguments.length <= 2) this.accept(READY, value);
  else this.accept(READY, Arguments(Array.from(arguments).slice(1)));
}

export const NodeTask = /* @__PURE__ */ pointConstructor<NodeTaskConstructor>('NodeTask', NodeTaskPoint.prototype);
