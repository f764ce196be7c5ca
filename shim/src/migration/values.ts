/** Shared by every loaded copy of the package, so that a carrier of one copy is a carrier to another. */
const BRAND = Symbol.for('coshift-shim.values');

declare const kind: unique symbol;

/** Several success values, made by {@link values}: the callback gets `(null, ...V)`, a promise caller the array `V`. */
export type Values<V extends readonly unknown[] = unknown[]> = V & { readonly [kind]: 'values' };

/** An exact callback argument list, made by `values.args` or `task.args`: the callback gets `(...A)`. */
export type ValuesArgs<A extends readonly unknown[] = unknown[]> = A & { readonly [kind]: 'args' };

/** What kind of argument list a carrier holds: success values only, or the whole list with the error in front. */
export type CarrierKind = 'values' | 'args';

/**
 * Marks a fresh array as a carrier. The mark is not enumerable, so the array still equals a plain one in a deep
 * comparison.
 *
 * @param mark the kind of list
 * @param list an array that nobody else holds
 */
export function carry<L extends unknown[]>(mark: CarrierKind, list: L): L {
  return Object.defineProperty(list, BRAND, { value: mark });
}

/**
 * The kind of carrier that `value` is, of whichever copy of the package, or `undefined` for any other value.
 *
 * @param value anything
 */
export function carrierKind(value: unknown): CarrierKind | undefined {
  return Array.isArray(value) ? (value as { [BRAND]?: CarrierKind })[BRAND] : undefined;
}

/** The `this` with which the original callback was called, when there was one. */
const CALLER = Symbol.for('coshift-shim.values.this');

/**
 * Keeps the `this` of a callback with its arguments: some functions hand a result over that way (`this.lastID`), and who
 * passes the arguments on has to pass it on as well.
 *
 * @param list a carrier
 * @param self the `this` of the callback; what a plain call gives is not kept
 */
export function carryThis<L extends unknown[]>(list: L, self: unknown): L {
  return self === undefined || self === globalThis ? list : Object.defineProperty(list, CALLER, { value: self });
}

/** The `this` that a carrier came with. */
export const thisOf = (list: unknown[]): unknown => (list as { [CALLER]?: unknown })[CALLER];

interface ValuesFunction {
  /**
   * Returned from the body of {@link asCallback}: completes with several success values (or none).
   * `values(a, b)` calls `cb(null, a, b)`, `values()` calls `cb(null)`; a promise caller gets the plain array.
   */
  <V extends unknown[]>(...list: V): Values<V>;
  /**
   * Completes with exactly these callback arguments: `values.args()` calls `cb()`, `values.args(error, made)` hands
   * over an error together with a value. For a promise caller a truthy first argument is the rejection; otherwise the
   * rest is the result: the value itself if there is one at most, an array if there are several.
   */
  args<A extends unknown[]>(...list: A): ValuesArgs<A>;
}

/** Carries several callback values out of an async body: see the two signatures. */
export const values: ValuesFunction = /* @__PURE__ */ Object.assign(
  <V extends unknown[]>(...list: V) => carry('values', list) as Values<V>,
  { args: <A extends unknown[]>(...list: A) => carry('args', list) as ValuesArgs<A> },
);

/**
 * The promise view of a body's result: a carrier becomes a plain array or value, anything else passes.
 * The array is a copy without the mark, or a caller that returns it from a body of its own would spread it.
 *
 * @param value a body's result
 * @throws the first argument of a `values.args` carrier, if it is truthy
 */
export function promiseView(value: unknown): unknown {
  const mark = carrierKind(value);
  if (mark === undefined) return value;
  const list = value as unknown[];
  if (mark === 'values') return list.slice();
  if (list[0]) throw list[0];
  return list.length > 2 ? list.slice(1) : list[1];
}
