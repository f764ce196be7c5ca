import type { PromiseResult } from './callback-types.js';
import { succeed, type SuccessForm } from './deliver.js';
import { NativePromise } from './native-promise.js';
import { runAtOnce, type GeneratorBody } from './run-at-once.js';
import { settleWithout, viewOf } from './settle-without.js';
import { isWatched, newSettlement, remember, settle } from './settlement.js';

interface EngineForm {
  <T>(callback: unknown, body: GeneratorBody<T>, self?: unknown): Promise<PromiseResult<T>> | undefined;
}

interface EngineFamily extends EngineForm {
  /** As `asCallback.void`. */
  readonly void: EngineForm;
  /** As `asCallback.null`. */
  readonly null: EngineForm;
}

/** See `asCallback.engine`. */
export interface AsCallbackEngine extends EngineFamily {
  /** As `asCallback.optional`. */
  readonly optional: EngineFamily;
}

function makeEngineForm(form: SuccessForm, optional: boolean): EngineForm {
  return <T>(callback: unknown, body: GeneratorBody<T>, self?: unknown): Promise<PromiseResult<T>> | undefined => {
    if (typeof callback !== 'function') {
      const settlement = isWatched() ? newSettlement() : undefined;
      const outcome = new NativePromise<T>((resolve, reject) => {
        runAtOnce(body, self, (failed, value) => {
          if (failed) reject(value);
          else resolve(value as T);
          if (settlement) settle(settlement, failed, failed ? value : viewOf(form, value));
        });
      });
      const promise = settleWithout(outcome, callback, form, optional);
      if (settlement && promise) remember(promise, settlement);
      return promise as Promise<PromiseResult<T>> | undefined;
    }
    const call = callback as (...args: unknown[]) => unknown;
    runAtOnce(body, self, (failed, value) => {
      if (failed) call(value);
      else succeed(call, form, value);
    });
    return undefined;
  };
}

function makeEngineFamily(optional: boolean): EngineFamily {
  return Object.assign(makeEngineForm('value', optional), {
    void: makeEngineForm('void', optional),
    null: makeEngineForm('null', optional),
  });
}

/** Attached to `asCallback` as `asCallback.engine`. */
export const asCallbackEngine: AsCallbackEngine = /* @__PURE__ */ Object.assign(makeEngineFamily(false), {
  optional: makeEngineFamily(true),
});
