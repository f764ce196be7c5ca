import { contextState } from '../context/context-node.js';

type AnyFunction = (...args: unknown[]) => unknown;

/** The way into an engine for tasks: gives {@link FAILED_QUIETLY} instead of throwing, which costs a microsecond a level. */
interface QuietEntry {
  /** The function that the entry belongs to; wrappers that copy properties do not get a way around themselves. */
  readonly owner: unknown;
  readonly call: AnyFunction;
}

const entry: unique symbol = /* @__PURE__ */ Symbol('coshift-shim.quiet');

/** What a quiet call gives when it has failed; the error is in `contextState.replacement`. */
export const FAILED_QUIETLY: object = {};

/** Adds the quiet way into an engine. */
export function addQuietEntry(owner: AnyFunction, call: AnyFunction): void {
  Object.defineProperty(owner, entry, { value: { owner, call } satisfies QuietEntry, configurable: true });
}

/** Gives the function to call instead of an engine; other functions as they are. */
export function quietly(fn: AnyFunction): AnyFunction {
  const found = (fn as { [entry]?: QuietEntry })[entry];
  return found !== undefined && found.owner === fn ? found.call : fn;
}

/** Notes the error of a quiet call that has failed. */
export function failQuietly(error: unknown): object {
  contextState.replacement = error;
  return FAILED_QUIETLY;
}

/** Gives the error of a quiet call that has failed. */
export function takeQuietError(): unknown {
  const error = contextState.replacement;
  contextState.replacement = undefined;
  return error;
}
