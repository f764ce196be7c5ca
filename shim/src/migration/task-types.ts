import type { ValuesArgs } from './values.js';

/** Any function, in a form that every function fits. */
export type AnyFunction = (...args: never[]) => unknown;

type IsAny<T> = 0 extends 1 & T ? true : false;

/** Parameter lists of up to eight overloads, in the order of declaration. */
type Overloads<F> = F extends {
  (...args: infer P1): unknown;
  (...args: infer P2): unknown;
  (...args: infer P3): unknown;
  (...args: infer P4): unknown;
  (...args: infer P5): unknown;
  (...args: infer P6): unknown;
  (...args: infer P7): unknown;
  (...args: infer P8): unknown;
}
  ? [P1, P2, P3, P4, P5, P6, P7, P8]
  : F extends (...args: infer P) => unknown
    ? [P]
    : [];

/** Arguments of the callback at position `args.length` of the first overload that takes `args`. */
type MatchOverload<List, Args extends readonly unknown[]> = List extends [infer P extends unknown[], ...infer Rest]
  ? [...Args, never] extends P
    ? NonNullable<P[Args['length']]> extends (...args: infer C) => unknown
      ? C
      : MatchOverload<Rest, Args>
    : MatchOverload<Rest, Args>
  : unknown[];

/** The arguments with which `F`, called with `Args` and a callback, calls that callback; `unknown[]` if unknown. */
export type CallbackArgsOf<F, Args extends readonly unknown[]> =
  IsAny<F> extends true ? unknown[] : MatchOverload<Overloads<F>, Args>;

type SuccessValues<C> = C extends [unknown?, ...infer V] ? V : unknown[];

/** The first success value of such a call. */
export type TaskValue<F, Args extends readonly unknown[]> =
  SuccessValues<Required<CallbackArgsOf<F, Args>>> extends infer V
    ? V extends []
      ? undefined
      : V extends [infer One, ...unknown[]]
        ? One
        : unknown
    : never;

/** All success values of such a call. */
export type TaskValues<F, Args extends readonly unknown[]> = SuccessValues<Required<CallbackArgsOf<F, Args>>>;

/** All callback arguments of such a call. */
export type TaskArgs<F, Args extends readonly unknown[]> = ValuesArgs<
  CallbackArgsOf<F, Args> extends infer C extends unknown[] ? C : unknown[]
>;

/** An argument of a call; that the primitives are named makes TypeScript keep literal types. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- `unknown` in its place would swallow the rest
export type Argument = string | number | bigint | boolean | symbol | {} | null | undefined;
