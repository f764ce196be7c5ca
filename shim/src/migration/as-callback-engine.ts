import type { AllowedBy, AnyCallback, BareResult, Outcome, PromiseResult, Returned } from './callback-types.js';
import { checkBody, type BodyRunner } from './check-body.js';
import { succeed, type SuccessForm } from './deliver.js';
import { NativePromise } from './native-promise.js';
import { runAtOnce, type Ended, type GeneratorBody } from './run-at-once.js';
import { settleWithout, viewOf } from './settle-without.js';
import { isWatched, newSettlement, remember, settle, type Settlement } from './settlement.js';

interface EngineForm {
  <C extends AnyCallback, B extends GeneratorFor<C, S>, S = undefined, R = unknown>(
    callback: C,
    body: B,
    self?: S,
  ): Returned<R, Outcome<C, PromiseResult<GeneratorResult<B>>>>;
}

/** The generator function beside a callback `C`. */
type GeneratorFor<C, S> = (this: S) => Generator<unknown, AllowedBy<C> | PromiseLike<AllowedBy<C>>, never>;

type GeneratorResult<B> = B extends (this: never) => Generator<unknown, infer T, never> ? Awaited<T> : never;

/** Success says nothing but that it is there, so nothing is asked of the body. */
interface BareEngineForm {
  <C extends AnyCallback, T, S = undefined, R = unknown>(
    callback: C,
    body: (this: S) => Generator<unknown, T, never>,
    self?: S,
  ): Returned<R, Outcome<C, BareResult<Awaited<T>>>>;
}

interface EngineFamily extends EngineForm {
  /** As `asCallback.void`. */
  readonly void: BareEngineForm;
  /** As `asCallback.null`. */
  readonly null: BareEngineForm;
}

/** See `asCallback.engine`. */
export interface AsCallbackEngine extends EngineFamily {
  /** As `asCallback.optional`. */
  readonly optional: EngineFamily;
}

/** Runs a body of some kind: `ended` is called once. */
type Run<B> = (body: B, self: unknown, ended: Ended) => void;

/**
 * A form of `asCallback` that calls the callback in the turn in which the body ends.
 *
 * @param runner the name of the form
 * @param run how the body runs
 * @param form how success looks
 * @param optional whether a missing callback was tolerated
 */
export function makeFormAtOnce<B>(
  runner: BodyRunner,
  run: Run<B>,
  form: SuccessForm,
  optional: boolean,
): (callback: unknown, body: B, self?: unknown) => Promise<unknown> | undefined {
  return (callback, body, self) => {
    checkBody(runner, body);
    if (typeof callback !== 'function') {
      const settlement = isWatched() ? newSettlement() : undefined;
      const outcome = new NativePromise<unknown>((resolve, reject) => {
        run(body, self, (failed, value) => {
          if (failed) reject(value);
          else resolve(value);
          if (settlement) settleView(settlement, form, failed, value);
        });
      });
      const promise = settleWithout(outcome, callback, form, optional);
      if (settlement && promise) remember(promise, settlement);
      return promise;
    }
    const call = callback as (...args: unknown[]) => unknown;
    run(body, self, (failed, value) => {
      if (failed) call(value);
      else succeed(call, form, value);
    });
    return undefined;
  };
}

/** Tells who watches what the promise comes to: a list of arguments with an error in it is a failure. */
function settleView(settlement: Settlement, form: SuccessForm, failed: boolean, value: unknown): void {
  let [hasFailed, view] = [failed, value];
  try {
    if (!failed) view = viewOf(form, value);
  } catch (error) {
    [hasFailed, view] = [true, error];
  }
  settle(settlement, hasFailed, view);
}

const makeEngineForm = (form: SuccessForm, optional: boolean): EngineForm =>
  makeFormAtOnce<GeneratorBody<unknown>>('asCallback.engine', runAtOnce, form, optional) as EngineForm;

function makeEngineFamily(optional: boolean): EngineFamily {
  return Object.assign(makeEngineForm('value', optional), {
    void: makeEngineForm('void', optional) as BareEngineForm,
    null: makeEngineForm('null', optional) as BareEngineForm,
  });
}

/** Attached to `asCallback` as `asCallback.engine`. */
export const asCallbackEngine: AsCallbackEngine = /* @__PURE__ */ Object.assign(makeEngineFamily(false), {
  optional: makeEngineFamily(true),
});
