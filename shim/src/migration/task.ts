import { callOnce, type TaskForm } from './call-once.js';
import type { BareFunction } from './callback-types.js';
import { describe } from './describe.js';
import { rejected } from './settlement.js';
import { taskMethod, type TaskMethod } from './task-method.js';
import type { AnyFunction, Argument, TaskArgs, TaskValue, TaskValues, Untold } from './task-types.js';

interface Task {
  <F extends AnyFunction, const A extends Argument[]>(fn: F, ...args: A): Promise<TaskValue<F, A>>;
  <T = Untold>(fn: BareFunction, ...args: unknown[]): Promise<T>;
  /** Resolves with the array of all success values: `const [bytes, buffer] = await task.values(fs.read, …)`. */
  values: {
    <F extends AnyFunction, const A extends Argument[]>(fn: F, ...args: A): Promise<TaskValues<F, A>>;
    <T extends unknown[] = Untold[]>(fn: BareFunction, ...args: unknown[]): Promise<T>;
  };
  /**
   * Resolves with all callback arguments, the error included: `const [err, value] = await task.args(fn, x)`. The list is
   * a `values.args` carrier, so a body may return it as it is. Rejects only when `fn` throws.
   */
  args: {
    <F extends AnyFunction, const A extends Argument[]>(fn: F, ...args: A): Promise<TaskArgs<F, A>>;
    <T extends unknown[] = Untold[]>(fn: BareFunction, ...args: unknown[]): Promise<T>;
  };
  /** The same for a method, which is looked up when it is called and keeps `this`. */
  method: TaskMethod;
}

function makeForm(form: TaskForm) {
  return (fn: unknown, ...args: unknown[]): Promise<unknown> => {
    if (typeof fn !== 'function') {
      return rejected(new TypeError(`task: the first argument is not a function but ${describe(fn)}`));
    }
    return callOnce(fn as (...args: unknown[]) => unknown, undefined, args, form);
  };
}

/**
 * A promise for one call of an error-first function.
 *
 *     const text = await task(fs.readFile, path, 'utf8');
 *     const rows = await task.method(db, 'query', sql);
 *
 * The function is called before `task` returns, with the given arguments and a callback behind them. The first completion
 * wins, later ones are ignored. A truthy first callback argument is the rejection; otherwise the promise resolves with the
 * second. `task` itself never throws: a synchronous throw, or something that is not a function, is a rejection.
 *
 * @param fn an error-first function
 * @param args its arguments without the callback
 */
export const task: Task = /* @__PURE__ */ Object.assign(makeForm('value') as Task, {
  values: makeForm('values'),
  args: makeForm('args'),
  method: taskMethod,
});
