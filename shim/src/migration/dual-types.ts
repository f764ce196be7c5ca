import type { PromiseResult, ResultCallback } from './callback-types.js';

/** Where the callback stands and what `length` says; see {@link dual}. */
export interface DualOptions {
  /**
   * Position of the callback among the arguments, counted from 0, or `'last'` for the last argument that is passed,
   * whatever their number. Default: behind the declared parameters of the function (`fn.length`).
   */
  at?: number | 'last';
  /** The `length` of the result, for callers that look at it. Default: `fn.length + 1`. */
  length?: number;
}

type Head<P extends readonly unknown[], N extends number, Done extends unknown[] = []> = Done['length'] extends N
  ? Done
  : P extends readonly [infer First, ...infer Rest]
    ? Head<Rest, N, [...Done, First]>
    : Done;

type Tail<P extends readonly unknown[], N extends number, Done extends unknown[] = []> = Done['length'] extends N
  ? P
  : P extends readonly [infer First, ...infer Rest]
    ? Tail<Rest, N, [...Done, First]>
    : [];

type WithCallback<P extends readonly unknown[], At, C> = At extends number
  ? number extends At
    ? unknown[]
    : [...Head<P, At>, callback: C, ...Tail<P, At>]
  : [...P, callback: C];

/** A function of both styles, made by {@link dual}: with a callback it returns `undefined`, without one a promise. */
export type Dual<This, P extends unknown[], R, At = undefined> = {
  (this: This, ...args: WithCallback<P, At, ResultCallback<R>>): undefined;
  (this: This, ...args: P): Promise<PromiseResult<R>>;
};

/** What {@link dual} makes of a function of type `F`: both styles, and the own properties of `F`. */
export type DualOf<F extends (this: never, ...args: never[]) => unknown, At = undefined> = Dual<
  ThisParameterType<F>,
  Parameters<F>,
  Awaited<ReturnType<F>>,
  At
> &
  Pick<F, keyof F>;
