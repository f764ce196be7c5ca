import { KeyReuseError, UnknownKeyError } from '../engine/errors.js';
import { inspect } from '../engine/inspect.js';
import { KeyTable } from '../engine/key-table.js';
import { NativePromise } from './native-promise.js';
import { pendingCallback, type PendingCallback } from './pending-callback.js';

/** Callbacks by key, for one run of an async function. */
export interface CallbackKeys {
  /**
   * Registers a key and gives its callback (`yield Callback(key)`).
   * @throws KeyReuseError while the key is registered
   */
  callback(key: unknown): PendingCallback;
  /**
   * Waits for the callback of a key, which may be registered again then (`yield Wait(key)`). Fails with an
   * `UnknownKeyError` for a key that is not registered.
   */
  wait<T = unknown>(key: unknown): Promise<T>;
  /** Waits for several; the values come in the order of the keys (`yield WaitAll(keys)`). */
  waitAll<T = unknown>(keys: readonly unknown[]): Promise<T[]>;
}

/**
 * Makes a table of callbacks whose results are awaited later, by keys that are computed: what `Callback`, `Wait` and
 * `WaitAll` are in an engine. Keys are compared as there: arrays of primitives by their elements, objects by identity.
 */
export function callbackKeys(): CallbackKeys {
  const pending = new KeyTable<PendingCallback>();
  const find = (key: unknown): PendingCallback => {
    const found = pending.get(key);
    if (found === undefined)
      throw new UnknownKeyError(
        `key ${inspect(key)} is not pending\nRegister it first, in the same run of the function`,
      );
    return found;
  };
  const take = async (key: unknown): Promise<unknown> => {
    const value = await find(key).wait();
    pending.delete(key);
    return value;
  };
  return {
    callback(key) {
      if (pending.get(key) !== undefined)
        throw new KeyReuseError(`key ${inspect(key)} is already pending\nWait for it first, or use another key`);
      const made = pendingCallback();
      pending.set(key, made);
      return made;
    },
    wait: <T>(key: unknown) => take(key) as Promise<T>,
    // Every key is asked for before any is waited for, so that a mistake shows at once.
    waitAll: async <T>(keys: readonly unknown[]) => {
      keys.forEach(find);
      return NativePromise.all(keys.map(take)) as Promise<T[]>;
    },
  };
}
