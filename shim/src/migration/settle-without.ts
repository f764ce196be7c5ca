import { deliver, type SuccessForm } from './deliver.js';
import { promiseView } from './values.js';

const ignore = (): void => {};
const noValue = (value: unknown): unknown => {
  const view = promiseView(value);
  return view === value ? undefined : view;
};

/** A task gives `undefined` for nothing, and the value itself for one. */
const plainView = (value: unknown): unknown => {
  const view = promiseView(value);
  return view === value || (view as unknown[]).length > 1 ? view : (view as unknown[])[0];
};

const views = { value: promiseView, plain: plainView, void: noValue, null: noValue } as const;

/** What a promise of that form resolves with. */
export const viewOf = (form: SuccessForm, value: unknown): unknown => views[form](value);

/** Without a callback the outcome is the promise, unless something else stands in the callback's place. */
export function settleWithout(
  outcome: Promise<unknown>,
  callback: unknown,
  form: SuccessForm,
  optional: boolean,
  fail?: (error: unknown) => void,
): Promise<unknown> | undefined {
  if (!optional && callback != null) {
    deliver(outcome, callback, form, fail);
    return undefined;
  }
  const promise = outcome.then(views[form]);
  if (optional) promise.then(undefined, ignore);
  return promise;
}
