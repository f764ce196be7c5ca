import type { Values, ValuesArgs } from './values.js';

/**
 * A callback whose parameters are compared both ways, so that `(err: Error | null, value: string) => void` fits although
 * the error is `unknown` here.
 */
export type Bivariant<A extends readonly unknown[]> = { call(...args: A): unknown }['call'];

/** The argument list that a body's result `T` becomes. */
export type CallbackArgs<T> =
  T extends ValuesArgs<infer A>
    ? A
    : T extends Values<infer V>
      ? [error: unknown, ...values: V]
      : [error: unknown, value: T];

/** An error-first callback that can take the result `T` of a body. */
export type ResultCallback<T> = Bivariant<CallbackArgs<T>>;

type AfterError<A extends readonly unknown[]> = A extends readonly [unknown, ...infer V]
  ? V extends []
    ? undefined
    : V extends [infer One]
      ? One
      : V
  : undefined;

/** What a promise caller gets for a body's result `T`. */
export type PromiseResult<T> = T extends ValuesArgs<infer A> ? AfterError<A> : T extends Values<infer V> ? V : T;

/** The body of a function with two styles: an async function, or one that returns a thenable or a plain value. */
export type Body<T> = () => PromiseLike<T> | T;

/** A function about whose arguments nothing is known, as in `callback: Function`. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- legacy code declares its callbacks so
export type BareFunction = Function;
