import type {
  AnyCallback,
  AsyncBodyFor,
  BareFunction,
  BareResult,
  Body,
  Outcome,
  PlainBodyFor,
  PromiseResult,
  ResultOf,
  Returned,
} from './callback-types.js';
import { checkBody } from './check-body.js';
import { deliver, type SuccessForm } from './deliver.js';
import { asCallbackEngine, makeFormAtOnce, type AsCallbackEngine } from './as-callback-engine.js';
import { settleWithout } from './settle-without.js';
import { runBody } from './run-body.js';
import { runSync } from './run-sync.js';
import { throwerHere } from './thrower-here.js';
import type { Values } from './values.js';

/** A parameter that is typed with the bare `Function`: nothing is known about its arguments. */
type Untyped<C> = BareFunction extends C ? C : never;

/**
 * One signature for every callback: TypeScript looks at a body without parameters only once, for the first of several, and
 * a promise in it must not stand beside something else or literals lose their types.
 */
interface AsCallbackForm {
  <C extends AnyCallback, B extends AsyncBodyFor<C>, R = unknown>(callback: C, body: B): Called<C, B, R>;
  <C extends AnyCallback, B extends PlainBodyFor<C>, R = unknown>(callback: C, body: B): Called<C, B, R>;
}

type Called<C, B, R> = Returned<R, Outcome<C, PromiseResult<ResultOf<B>>>>;

/** Success says nothing but that it is there, so nothing is asked of the body. */
interface AsCallbackBareForm {
  <C extends AnyCallback, T, R = unknown>(callback: C, body: Body<T>): Returned<R, Outcome<C, BareResult<T>>>;
}

/** The body is no async function: its promise would be the callback's value. */
interface AsCallbackSyncForm {
  <C extends AnyCallback, B extends PlainBodyFor<C>, R = unknown>(callback: C, body: B): Called<C, B, R>;
}

interface AsCallbackSyncFamily extends AsCallbackSyncForm {
  /** As `asCallback.void`. */
  readonly void: AsCallbackBareForm;
  /** As `asCallback.null`. */
  readonly null: AsCallbackBareForm;
}

interface AsCallbackPlainForm {
  <T, R = unknown>(callback: null | undefined, body: Body<T>): Returned<R, Promise<PromiseResult<T>>>;
  <T, R = unknown>(callback: PlainCallback<T>, body: Body<T>): Returned<R, undefined>;
  <T, R = unknown>(
    callback: PlainCallback<T> | null | undefined,
    body: Body<T>,
  ): Returned<R, Promise<PromiseResult<T>> | undefined>;
  <C, T, R = unknown>(callback: Untyped<C>, body: Body<T>): Returned<R, Promise<PromiseResult<T>> | undefined>;
}

type PlainCallback<T> = (...result: T extends Values<infer V> ? V : [value: T]) => unknown;

interface AsCallbackFamily extends AsCallbackForm {
  /** Success calls `cb()`, without arguments; the promise resolves with `undefined`. Otherwise as `asCallback`. */
  readonly void: AsCallbackBareForm;
  /** Success calls `cb(null)`, with one argument; the promise resolves with `undefined`. Otherwise as `asCallback`. */
  readonly null: AsCallbackBareForm;
}

interface AsCallback extends AsCallbackFamily {
  /**
   * For functions whose callers could tell if they completed later than before. The body is a generator that yields what
   * `task` gives. It goes on inside of the task's callback, and the function's callback is called right where the body
   * ends, before `asCallback.engine` returns if nothing had to be waited for: as the callback function did, and as
   * `engine` of the 2.x family does. What the callback throws reaches whoever made the body go on.
   *
   *     function get(key, callback) {
   *       return asCallback.engine(callback, function* () {
   *         const entry = yield task(find, key);
   *         return entry.value;
   *       });
   *     }
   *
   * A body that does nothing but give a result or hand on what is waited for (`() => known ?? task.args(find, key)`) may be a plain
   * function. Without a callback a promise is returned, as by `asCallback`; another body that yields it goes on where this one ends. A list
   * that is yielded is waited for until all of it is there, or one has failed: `yield keys.map((key) => task(get, key))`. A third
   * argument is the `this` of the body. Has the forms `.void`, `.null` and `.optional` too.
   */
  readonly engine: AsCallbackEngine;
  /**
   * For callbacks without an error argument: success calls `cb(value)`, and a body that returns `values(a, b)` calls
   * `cb(a, b)`. The callback hears of no failure: it is thrown as that of `detach` is. The promise resolves with the value,
   * with nothing for `values()`, with an array for several.
   */
  readonly plain: AsCallbackPlainForm;
  /**
   * For functions that wait for nothing: the body is a plain function, and the callback is called before `asCallback.sync`
   * returns, as the function always did. What the callback throws reaches the caller.
   *
   *     function get(key, callback) {
   *       return asCallback.sync(callback, () => {
   *         if (!entries.has(key)) throw new Error('not found');
   *         return entries.get(key);
   *       });
   *     }
   *
   * Without a callback a promise is returned, as by `asCallback`. An async body is refused with a `TypeError`: once there is something
   * to wait for, the function is one for `asCallback`. Has the forms `.void`, `.null` and `.optional` too.
   */
  readonly sync: AsCallbackSyncFamily & {
    /** As `asCallback.optional`. */
    readonly optional: AsCallbackSyncFamily;
  };
  /**
   * For functions that tolerated a missing callback (`if (cb) cb(err)`, `cb = cb || noop`): anything that is not a
   * function counts as missing, and the returned promise is marked as handled, so that nobody is punished for ignoring
   * it. Who awaits it still gets the error. Has the forms `.void` and `.null` too.
   */
  readonly optional: AsCallbackFamily;
}

function makeForm(form: SuccessForm, optional: boolean): unknown {
  return (callback: unknown, body: () => unknown): Promise<unknown> | undefined => {
    checkBody('asCallback', body);
    const fail = form === 'plain' ? throwerHere() : undefined;
    const outcome = runBody(body);
    if (typeof callback !== 'function') return settleWithout(outcome, callback, form, optional, fail);
    deliver(outcome, callback, form, fail);
    return undefined;
  };
}

const makeSyncForm = (form: SuccessForm, optional: boolean): unknown =>
  makeFormAtOnce('asCallback.sync', runSync, form, optional);

function makeFamily(make: typeof makeForm, optional: boolean): AsCallbackFamily {
  return Object.assign(make('value', optional) as AsCallbackForm, {
    void: make('void', optional) as AsCallbackBareForm,
    null: make('null', optional) as AsCallbackBareForm,
  });
}

/**
 * Gives an async body both styles: called with a callback the function behaves as the callback function it was, called
 * without one it returns a promise.
 *
 *     function load(path, cb) {
 *       return asCallback(cb, async () => JSON.parse(await readFile(path, 'utf8')));
 *     }
 *
 * The body starts at once. With a callback `undefined` is returned and the callback is called exactly once, never before
 * this call has returned: `cb(null, value)` after success, `cb(reason)` after a failure, falsy reasons included. An error
 * that the callback throws is an uncaught exception with the original error object; it never reaches the body, a promise
 * or the callback again. `return values(…)` or `values.args(…)` from the body decides the argument list itself.
 *
 * With `null` or `undefined` a promise is returned; its rejection is unhandled unless somebody handles it (see
 * `asCallback.optional`). Any other value is a caller's mistake and ends as it did before, when the function called
 * it: the body runs, `undefined` is returned, and a `TypeError` is an uncaught exception when the result is there
 * (its `cause` is the body's error, if any).
 *
 * @param callback the function's own callback parameter
 * @param body the work, an async function; a synchronous throw counts as a rejection
 */
export const asCallback: AsCallback = /* @__PURE__ */ Object.assign(makeFamily(makeForm, false), {
  optional: makeFamily(makeForm, true),
  engine: asCallbackEngine,
  sync: Object.assign(makeFamily(makeSyncForm, false), { optional: makeFamily(makeSyncForm, true) }),
  plain: makeForm('plain', false) as AsCallbackPlainForm,
});
