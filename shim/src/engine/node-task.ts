import { Arguments } from './arguments.js';
import { CallPoint } from './call-point.js';
import { adopt, publish } from './callable.js';
import type { ResultWaiter } from './result-waiter.js';
import { checkTaskFunction, lastTaskArgument } from './task-arguments.js';

/**
 * A `Task` for functions with an error-first callback: a truthy error is thrown at the yield, otherwise the value of
 * the yield is what follows the error: nothing → undefined, one argument → that argument, several → `Arguments`.
 */
export interface NodeTask<T = unknown> extends CallPoint<T> {}

/** Makes a {@link NodeTask}, with or without `new`. */
export interface NodeTaskConstructor {
  /**
   * @param fn called with `args` and an error-first callback when the task is yielded
   * @param args the arguments before the callback
   * @throws TypeError when `fn` is not a function or the options carry a callback of their own
   */
  <A extends unknown[], T>(fn: (...args: [...A, (error: unknown, value: T) => void]) => unknown, ...args: A): NodeTask<T>;
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
  protected failed = false;

  override startFor(waiter: ResultWaiter): void {
    this.waiter = waiter;
    this.failed = false;
    this.call(deliver.bind(this as NodeTaskPoint));
  }

  override getResult(): T {
    this.waiter = null;
    if (this.failed) throw this.value;
    return this.value as T;
  }

  /** Takes an error or a result; the last one before the generator goes on wins, later ones are dropped. */
  accept(failed: boolean, value: unknown): void {
    const { waiter } = this;
    if (waiter === null) return;
    this.failed = failed;
    this.value = value;
    if (failed) waiter.errorArrived(value);
    if (this.ready) return;
    this.ready = true;
    waiter.resultArrived();
  }
}

/** The callback of a task, bound to it. */
function deliver(this: NodeTaskPoint, error?: unknown, value?: unknown): void {
  if (error) this.accept(true, error);
  else if (arguments.length <= 2) this.accept(false, value);
  else this.accept(false, Arguments(Array.from(arguments).slice(1)));
}

export const NodeTask = publish<NodeTaskConstructor>(function NodeTask(
  fn: (...args: unknown[]) => unknown,
  a: unknown,
  b: unknown,
  c: unknown,
): NodeTask {
  if (typeof fn !== 'function') checkTaskFunction(fn, 'NodeTask');
  const count = arguments.length - 1;
  if (count <= 3) {
    if (count === 1) a = typeof a === 'object' ? lastTaskArgument(a) : a;
    else if (count === 2) b = typeof b === 'object' ? lastTaskArgument(b) : b;
    else if (count === 3) c = typeof c === 'object' ? lastTaskArgument(c) : c;
    const task = new NodeTaskPoint(fn, count, a, b, c, null);
    return new.target === undefined ? task : adopt(task, new.target);
  }
  const rest = Array.from(arguments).slice(1);
  rest[count - 1] = lastTaskArgument(rest[count - 1]);
  return adopt(new NodeTaskPoint(fn, count, undefined, undefined, undefined, rest), new.target);
}, NodeTaskPoint);
