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

type Optional<V> = { [I in keyof V]?: V[I] | Widened<V[I]> };

/** What a literal becomes as an argument of `values`. */
type Widened<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : T;

type ValuesOf<A extends readonly unknown[]> = A extends readonly [unknown?, ...infer V] ? V : unknown[];

type FirstOf<V extends readonly unknown[]> = V extends readonly [] ? unknown : V[0];

/** What a body may give when its callback takes the arguments `A`. Of an error nothing is asked: `catch` makes it unknown. */
export type BodyResult<A extends readonly unknown[]> =
  | FirstOf<ValuesOf<A>>
  | Values<Optional<ValuesOf<A>>>
  | ValuesArgs<[error?: unknown, ...values: Optional<ValuesOf<A>>]>;

/** A function about whose arguments nothing is known, as in `callback: Function`. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- legacy code declares its callbacks so
export type BareFunction = Function;

/** What stands in the place of a callback. */
export type AnyCallback = ((...args: never[]) => unknown) | BareFunction | null | undefined;

type IsAny<T> = 0 extends 1 & T ? true : false;

/** What a body beside a callback `C` may give. */
export type AllowedBy<C> = [IsAny<C>, NonNullable<C>] extends [false, (...args: infer A) => unknown]
  ? [NonNullable<C>] extends [never]
    ? unknown
    : BodyResult<A>
  : unknown;

/** The async body beside a callback `C`: its literals and tuples get the types that the callback asks for. */
export type AsyncBodyFor<C> = () => PromiseLike<AllowedBy<C>>;

/** The same as a plain function. */
export type PlainBodyFor<C> = () => AllowedBy<C>;

/** What a body gives in the end. */
export type ResultOf<B> = B extends (...args: never[]) => infer P ? Awaited<P> : never;

/** What the call returns: a promise of `T` in the place of a callback. */
export type Outcome<C, T> = [IsAny<C>, NonNullable<C>] extends [false, never]
  ? Promise<T>
  : [IsAny<C>, Extract<C, null | undefined>] extends [false, never]
    ? undefined
    : Promise<T> | undefined;

/**
 * The type of a call whose surroundings ask for `R`: nothing where they want nothing, so that a function that is declared
 * as `void` can return it whether or not it has a callback; else `P`.
 */
export type Returned<R, P> = [R] extends [void] ? R : P;

/** What a promise gives in the place of a callback that gets no value. */
export type BareResult<T> = [Carried<T>] extends [never] ? undefined : PromiseResult<Carried<T>> | undefined;

type Carried<T> = T extends readonly unknown[] ? (PromiseResult<T> extends T ? never : T) : never;
