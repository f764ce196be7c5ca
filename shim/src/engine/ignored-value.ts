import { LeakedCallbackError, ReturnValueIgnoredError } from './errors.js';
import { inspect } from './inspect.js';

/** Makes the error for an engine that gives a value, which nobody could receive. */
export function ignoredValue(value: unknown): ReturnValueIgnoredError {
  return new ReturnValueIgnoredError(
    `@gen.engine functions cannot return values: ${inspect(value)}\n` +
      'Pass the value to the callback and end with a plain `return`, or make the function a coroutine()',
  );
}

/** Makes the error for an engine that ended without waiting for its callbacks. */
export function leakedCallbacks(keys: readonly unknown[]): LeakedCallbackError {
  const list = keys.map(inspect).join(', ');
  return new LeakedCallbackError(`finished without waiting for callbacks {${list}}\nYield Wait(key) for each of them`);
}
