import { KeywordArguments } from '../engine/kw.js';
import { IOLoop } from '../loop/io-loop.js';
import type { Future } from './future.js';

/** The arguments of a call that came with a callback for the result. */
export interface SplitArguments {
  /** The arguments as the function itself sees them. */
  readonly rest: unknown[];
  /** The callback as it was given. */
  readonly callback: unknown;
  /** Has the callback called with the future's value, in the turn after it is there. An error is reported by the loop. */
  attach(future: Future): void;
}

/**
 * Tells whether a last argument carries a `callback` keyword: in keywords (`kw`) whatever it is, in a plain options object
 * a function or null, since `{ callback: undefined }` is an ordinary way to leave it out.
 */
export function hasCallback(last: unknown): boolean {
  if (last instanceof KeywordArguments) return Object.hasOwn(last.values, 'callback');
  if (typeof last !== 'object' || last === null || !Object.hasOwn(last, 'callback')) return false;
  const prototype: unknown = Object.getPrototypeOf(last);
  if (prototype !== Object.prototype && prototype !== null) return false;
  const { callback } = last as { callback: unknown };
  return typeof callback === 'function' || callback === null;
}

/** Takes the `callback` keyword out of the last argument, which {@link hasCallback}. */
export function splitCallback(args: readonly unknown[]): SplitArguments {
  const last = args[args.length - 1] as KeywordArguments | Record<string, unknown>;
  const { callback, ...others } = last instanceof KeywordArguments ? last.values : last;
  const rest = args.slice(0, -1);
  if (Object.keys(others).length > 0) rest.push(others);
  return { rest, callback, attach: (future) => attach(future, callback as (value: unknown) => unknown) };
}

function attach(future: Future, callback: (value: unknown) => unknown): void {
  IOLoop.current().addFuture(future, (done) => callback(done.result()));
}
