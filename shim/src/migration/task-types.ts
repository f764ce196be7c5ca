import type { ValuesArgs } from './values.js';

/** Any function, in a form that every function fits. */
export type AnyFunction = (...args: never[]) => unknown;

/** What an untyped function tells of its result: `any`, as it was to the callback of the original call. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- `unknown` would refuse what was accepted before
export type Untold = any;

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

/**
 * Arguments of the callback at position `args.length` of the first overload that takes `args`, or else of the first that
 * has a callback there: some arguments get their types only from the parameters.
 */
type MatchOverload<List, Args extends readonly unknown[], All = List> = List extends [
  infer P extends unknown[],
  ...infer Rest,
]
  ? // Bare tuples of the type parameters of a function around would be compared only when these are known.
    { list: [...Args, never] } extends { list: P }
    ? ArgsOf<Extract<P[Args['length']], AnyFunction>, MatchOverload<Rest, Args, All>>
    : MatchOverload<Rest, Args, All>
  : MatchPlace<All, Args>;

type MatchPlace<List, Args extends readonly unknown[]> = List extends [infer P extends unknown[], ...infer Rest]
  ? ArgsOf<Extract<P[Args['length']], AnyFunction>, MatchPlace<Rest, Args>>
  : Untold[];

type ArgsOf<Callback, Otherwise> = [Callback] extends [never]
  ? Otherwise
  : Callback extends (...args: infer C) => unknown
    ? C
    : Otherwise;

/**
 * The arguments with which `F`, called with `Args` and a callback, calls that callback. Distributes over `F`, so that a
 * method of `this` is looked up in the class around.
 */
export type CallbackArgsOf<F, Args extends readonly unknown[]> = F extends AnyFunction
  ? MatchOverload<Overloads<F>, Args>
  : Untold;

type SuccessValues<C> = C extends readonly [unknown?, ...infer V] ? V : Untold[];

type First<V> = V extends readonly [] ? undefined : V extends readonly [infer One, ...unknown[]] ? One : Untold;

/** The first success value of such a call. */
export type TaskValue<F, Args extends readonly unknown[]> = F extends AnyFunction
  ? First<SuccessValues<Required<CallbackArgsOf<F, Args>>>>
  : Untold;

/** All success values of such a call. */
export type TaskValues<F, Args extends readonly unknown[]> = F extends AnyFunction
  ? SuccessValues<Required<CallbackArgsOf<F, Args>>>
  : Untold;

/** All callback arguments of such a call. */
export type TaskArgs<F, Args extends readonly unknown[]> = F extends AnyFunction
  ? ValuesArgs<CallbackArgsOf<F, Args>>
  : Untold;

/** An argument of a call; that the primitives are named makes TypeScript keep literal types. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- `unknown` in its place would swallow the rest
export type Argument = string | number | bigint | boolean | symbol | {} | null | undefined;
