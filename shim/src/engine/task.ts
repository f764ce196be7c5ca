import { argumentsValue } from './arguments.js';
import { CallPoint, callWith, READY, STARTED } from './call-point.js';
import { keywords, KeywordArguments } from './kw.js';
import type { ResultWaiter } from './result-waiter.js';
import { pointConstructor } from './point-constructor.js';
import type { Yieldable } from './yield-point.js';

/**
 * One call of a callback function (`gen.Task` of Tornado 2 and 3): the runner adds the callback as last positional
 * argument, and the value of the yield is what the callback was called with: nothing → undefined, one argument → that
 * argument, several → `Arguments`.
 */
export interface Task<T = unknown> extends Yieldable<T> {}

/** Makes a {@link Task}, with or without `new`. */
export interface TaskConstructor {
  /**
   * @param fn called with `args` and a callback when the task is yielded; its return value is ignored
   * @param args the arguments before the callback; keywords (`kw`) become a plain options object
   * @throws TypeError when `fn` is not a function or the options carry a callback of their own
   */
  <A extends unknown[], T>(fn: (...args: [...A, (value: T) => void]) => unknown, ...args: A): Task<T>;
  <A extends unknown[]>(fn: (...args: [...A, () => void]) => unknown, ...args: A): Task<undefined>;
  <T = unknown>(fn: (...args: never[]) => unknown, ...args: unknown[]): Task<T>;
  new <A extends unknown[], T>(fn: (...args: [...A, (value: T) => void]) => unknown, ...args: A): Task<T>;
  new <T = unknown>(fn: (...args: never[]) => unknown, ...args: unknown[]): Task<T>;
  readonly prototype: Task;
}

class TaskPoint<T = unknown> extends CallPoint<T> {
  override startFor(waiter: ResultWaiter): boolean {
    this.waiter = waiter;
    this.state = STARTED;
    return callWith(this, deliver.bind(this as TaskPoint));
  }

  /** Takes a result; the last one before the generator goes on wins, later ones are dropped. */
  accept(value: unknown): void {
    const { waiter } = this;
    if (waiter === null) return;
    this.value = value;
    if (this.state === READY) return;
    this.state = READY;
    waiter.resultArrived();
  }
}

/** The callback of a task, bound to it. */
function deliver(this: TaskPoint, value?: unknown): void {
  const plain = arguments.length <= 1 && !(keywords.used && value instanceof KeywordArguments);
  this.accept(plain ? value : argumentsValue(arguments));
}

export const Task = /* @__PURE__ */ pointConstructor<TaskConstructor>('Task', TaskPoint.prototype);
