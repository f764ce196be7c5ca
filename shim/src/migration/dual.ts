import { asCallback } from './as-callback.js';
import { describe } from './describe.js';
import type { DualOf, DualOptions } from './dual-types.js';

const PROMISIFY = Symbol.for('nodejs.util.promisify.custom');
const OWN_OF_EVERY_FUNCTION = new Set<PropertyKey>(['length', 'name', 'prototype', 'arguments', 'caller']);

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Makes one function of both styles from an async function, for code written by hand.
 *
 *     export const load = dual(async (path, options) => { … });
 *     load('a', {}, (err, value) => { … });      // as before
 *     const value = await load('a', {});
 *
 * Only the argument at the callback's own position can be the callback, and only if it is a function: then it is taken
 * out and completed as by {@link asCallback}. `null` or `undefined` there means "no callback" and is taken out as well; any
 * other value stays an ordinary argument. `this`, the other arguments, `name` and the own properties of `fn` are kept,
 * `util.promisify` gives the promise style. An own property of `fn` called `util.promisify.custom` stays.
 *
 * @param fn an async function; it may return `values(…)`
 * @param options position of the callback and `length`
 * @throws TypeError if `fn` is not a function, or an option is neither `undefined` nor a whole number from 0 (or `'last'`)
 */
export function dual<
  F extends (this: never, ...args: never[]) => unknown,
  const At extends number | 'last' | undefined = undefined,
>(fn: F, options: DualOptions & { at?: At } = {}): DualOf<F, At> {
  if (typeof fn !== 'function') throw new TypeError(`dual: the first argument is not a function but ${describe(fn)}`);
  const { at = fn.length, length = fn.length + 1 } = options;
  if (at !== 'last') checkCount('at', at);
  checkCount('length', length);

  const inner = fn as unknown as AnyFunction;
  function both(this: unknown, ...args: unknown[]): Promise<unknown> | undefined {
    const callback = takeCallback(args, at);
    return asCallback(callback, () => inner.apply(this, args));
  }
  function promised(this: unknown, ...args: unknown[]): Promise<unknown> {
    return asCallback(undefined, () => inner.apply(this, args));
  }
  Object.defineProperty(both, PROMISIFY, { value: promised, writable: true, enumerable: false, configurable: true });
  copyOwnProperties(inner, both);
  rename(both, fn.name, length);
  rename(promised, fn.name, fn.length);
  return both as unknown as DualOf<F, At>;
}

/** Removes the callback, or the hole for it, from `args`. */
function takeCallback(args: unknown[], at: number | 'last'): ((...args: unknown[]) => unknown) | undefined {
  const position = at === 'last' ? args.length - 1 : at;
  if (position < 0 || position >= args.length) return undefined;
  const candidate = args[position];
  if (typeof candidate === 'function') {
    args.splice(position, 1);
    return candidate as (...args: unknown[]) => unknown;
  }
  if (candidate == null && at !== 'last') args.splice(position, 1);
  return undefined;
}

function copyOwnProperties(from: object, to: object): void {
  for (const key of Reflect.ownKeys(from)) {
    if (OWN_OF_EVERY_FUNCTION.has(key)) continue;
    Object.defineProperty(to, key, Object.getOwnPropertyDescriptor(from, key) as PropertyDescriptor);
  }
}

function rename(fn: object, name: string, length: number): void {
  Object.defineProperty(fn, 'name', { value: name, configurable: true });
  Object.defineProperty(fn, 'length', { value: length, configurable: true });
}

function checkCount(option: 'at' | 'length', value: unknown): void {
  if (Number.isInteger(value) && (value as number) >= 0) return;
  const choice = option === 'at' ? " or 'last'" : '';
  throw new TypeError(`dual: the option "${option}" must be a whole number from 0${choice}, not ${describe(value)}`);
}
