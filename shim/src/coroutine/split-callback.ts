import { KeywordArguments } from '../engine/kw.js';
import { IOLoop } from '../loop/io-loop.js';
import type { Future } from './future.js';

/** The arguments of a call that came with a callback for the result. */
export interface SplitArguments {
  /** The arguments as the function itself sees them. */
  readonly args: unknown[];
  /** Has the callback called with the future's value, in the turn after it is there. An error is reported by the loop. */
  attach(future: Future): void;
}

/**
 * Takes the `callback` keyword out of the last argument: out of keywords (`kw`) whatever it is, out of a plain options
 * object only a function, since `{ callback: undefined }` is an ordinary way to leave it out.
 * @returns null when there is none
 */
export function splitCallback(args: ArrayLike<unknown>): SplitArguments | null {
  const last = args[args.length - 1] as object | null;
  const explicit = last instanceof KeywordArguments;
  const keywords = explicit ? last.values : plainOptions(last);
  if (keywords === null || !Object.hasOwn(keywords, 'callback')) return null;
  const { callback, ...others } = keywords;
  if (!explicit && typeof callback !== 'function') return null;
  const list = Array.from(args).slice(0, -1);
  if (Object.keys(others).length > 0) list.push(others);
  return { args: list, attach: (future) => attach(future, callback as (value: unknown) => unknown) };
}

function plainOptions(value: object | null): Record<string, unknown> | null {
  if (value === null) return null;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? (value as Record<string, unknown>) : null;
}

function attach(future: Future, callback: (value: unknown) => unknown): void {
  IOLoop.current().addFuture(future, (done) => callback(done.result()));
}
