import { argumentsValue } from './arguments.js';
import { CallPoint } from './call-point.js';
import { adopt, publish } from './callable.js';
import { keywords, KeywordArguments } from './kw.js';
import type { ResultWaiter } from './result-waiter.js';
import { checkTaskFunction, lastTaskArgument } from './task-arguments.js';

/**
 * One call of a callback function (`gen.Task` of Tornado 2 and 3): the runner adds the callback as last positional
 * argument, and the value of the yield is what the callback was called with: nothing → undefined, one argument → that
 * argument, several → `Arguments`.
 */
export interface Task<T = unknown> extends CallPoint<T> {}

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
  override startFor(waiter: ResultWaiter): void {
    this.waiter = waiter;
    this.call(deliver.bind(this as TaskPoint));
  }

  /** Takes a result; the last one before the generator goes on wins, later ones are dropped. */
  accept(value: unknown): void {
    const { waiter } = this;
    if (waiter === null) return;
    this.value = value;
    if (this.ready) return;
    this.ready = true;
    waiter.resultArrived();
  }
}

/** The callback of a task, bound to it. */
function deliver(this: TaskPoint, value?: unknown): void {
  const plain = arguments.length <= 1 && !(keywords.used && value instanceof KeywordArguments);
  this.accept(plain ? value : argumentsValue(arguments));
}

export const Task = publish<TaskConstructor>(function Task(
  fn: (...args: unknown[]) => unknown,
  a: unknown,
  b: unknown,
  c: unknown,
): Task {
  if (typeof fn !== 'function') checkTaskFunction(fn, 'Task');
  const count = arguments.length - 1;
  if (count <= 3) {
    if (count === 1) a = typeof a === 'object' ? lastTaskArgument(a) : a;
    else if (count === 2) b = typeof b === 'object' ? lastTaskArgument(b) : b;
    else if (count === 3) c = typeof c === 'object' ? lastTaskArgument(c) : c;
    const task = new TaskPoint(fn, count, a, b, c, null);
    return new.target === undefined ? task : adopt(task, new.target);
  }
  const rest = Array.from(arguments).slice(1);
  rest[count - 1] = lastTaskArgument(rest[count - 1]);
  return adopt(new TaskPoint(fn, count, undefined, undefined, undefined, rest), new.target);
}, TaskPoint);
