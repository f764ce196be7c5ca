import { callOnce, type TaskForm } from './call-once.js';
import { describe } from './describe.js';
import { rejected } from './settlement.js';
import type { Argument, TaskArgs, TaskValue, TaskValues, Untold } from './task-types.js';

/** `task` for methods: `task.method(object, 'name', ...args)`, with the forms of {@link task}. */
export interface TaskMethod {
  <O, K extends keyof O, const A extends Argument[]>(object: O, name: K, ...args: A): Promise<TaskValue<O[K], A>>;
  <T = Untold>(object: unknown, name: PropertyKey, ...args: unknown[]): Promise<T>;
  /** Resolves with the array of all success values. */
  values: {
    <O, K extends keyof O, const A extends Argument[]>(object: O, name: K, ...args: A): Promise<TaskValues<O[K], A>>;
    <T extends unknown[] = Untold[]>(object: unknown, name: PropertyKey, ...args: unknown[]): Promise<T>;
  };
  /** Resolves with all callback arguments, the error included; rejects only when the method throws. */
  args: {
    <O, K extends keyof O, const A extends Argument[]>(object: O, name: K, ...args: A): Promise<TaskArgs<O[K], A>>;
    <T extends unknown[] = Untold[]>(object: unknown, name: PropertyKey, ...args: unknown[]): Promise<T>;
  };
}

function makeMethodForm(form: TaskForm) {
  return (object: unknown, name: PropertyKey, ...args: unknown[]): Promise<unknown> => {
    try {
      return callOnce(lookUp(object, name), object, args, form);
    } catch (error) {
      return rejected(error);
    }
  };
}

function lookUp(object: unknown, name: PropertyKey): (...args: unknown[]) => unknown {
  if (object === null || object === undefined) {
    throw new TypeError(`task.method: cannot look up the method "${String(name)}" on ${String(object)}`);
  }
  const method = (object as Record<PropertyKey, unknown>)[name];
  if (typeof method !== 'function') {
    throw new TypeError(`task.method: "${String(name)}" is not a function but ${describe(method)}`);
  }
  return method as (...args: unknown[]) => unknown;
}

/** See {@link TaskMethod}; attached to `task` as `task.method`. */
export const taskMethod: TaskMethod = /* @__PURE__ */ Object.assign(makeMethodForm('value') as TaskMethod, {
  values: makeMethodForm('values'),
  args: makeMethodForm('args'),
});
