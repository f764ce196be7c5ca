import { KeywordArguments } from './kw.js';

/**
 * Checks the last argument given to a Task and gives it as the function should see it: keywords arrive as a plain
 * options object.
 * @throws TypeError when it carries a callback of its own, because the Task adds one
 */
export function lastTaskArgument(last: unknown): unknown {
  if (typeof last !== 'object' || last === null) return last;
  const options = last instanceof KeywordArguments ? last.values : last;
  if (last !== options || isPlainObject(last)) checkOwnCallback(options);
  return options;
}

function checkOwnCallback(options: object): void {
  const own = Object.getOwnPropertyDescriptor(options, 'callback');
  if (typeof own?.value !== 'function') return;
  throw new TypeError(
    'Task adds the callback itself, as the last argument, and got another one in `callback`\n' +
      'Leave `callback` out and take the result from the yield: const result = yield Task(fn, options)',
  );
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Checks that there is something to call. */
export function checkTaskFunction(fn: unknown, name: string): void {
  if (typeof fn === 'function') return;
  throw new TypeError(
    `${name} needs the function to call as first argument, got ${typeof fn}\n` +
      `Give it the function and its arguments separately: yield ${name}(fn, a, b), not yield ${name}(fn(a, b))`,
  );
}
