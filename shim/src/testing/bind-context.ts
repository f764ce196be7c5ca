import { builtinModule } from '../context/builtin-module.js';
import { throwLater } from '../migration/throw-later.js';

interface AsyncResource {
  runInAsyncScope(fn: () => void): void;
}

interface AsyncHooks {
  AsyncResource: new (type: string) => AsyncResource;
}

/**
 * Ties a function to the async context of now, as the real timers do: it finds the `AsyncLocalStorage` stores and the
 * domain of the code that set it. What it throws becomes an uncaught exception of that context. Where the host has no
 * `AsyncResource` the function runs as it is.
 *
 * @param type name of the resource, for debugging tools
 * @param fn the function
 */
export function bindContext(type: string, fn: () => void): () => void {
  const hooks = builtinModule<AsyncHooks>('node:async_hooks');
  const guarded = (): void => {
    try {
      fn();
    } catch (error) {
      throwLater(error);
    }
  };
  if (hooks === undefined) return guarded;
  const resource = new hooks.AsyncResource(type);
  return () => {
    resource.runInAsyncScope(guarded);
  };
}
