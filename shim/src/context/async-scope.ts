import { builtinModule } from './builtin-module.js';

/**
 * The values of every `AsyncLocalStorage` at one moment; code can be run with them later. `enterWith` in that code
 * stays with the scope.
 */
export interface AsyncScope {
  runInAsyncScope<R, A extends unknown[]>(fn: (...args: A) => R, receiver: unknown, ...args: A): R;
}

type AsyncHooks = typeof import('node:async_hooks');

/**
 * How stores are found: not looked yet, missing here, by the symbol that promises carry while any store is in use, or
 * assumed always (where contexts are frames and promises carry nothing).
 */
let detection: 'unknown' | 'none' | 'always' | symbol = 'unknown';
let hooks: AsyncHooks | undefined;
let emptyScope: AsyncScope | undefined;

const noop = (): void => {};

/**
 * Tells whether some `AsyncLocalStorage` is in use. Keeping a scope costs as much as an engine call, so it is kept only
 * then; the question itself costs a nanosecond, as the engine need not really make the promise.
 */
export function storesInUse(): boolean {
  if (detection === 'none') return false;
  if (typeof detection === 'symbol') {
    return (new Promise(noop) as unknown as Record<symbol, unknown>)[detection] !== undefined;
  }
  if (detection === 'unknown') {
    detection = detect();
    return storesInUse();
  }
  return true;
}

/** Remembers the stores of the running code; null while none is in use. */
export function captureScope(): AsyncScope | null {
  return storesInUse() ? new hooks!.AsyncResource('coshift-shim') : null;
}

/** A new scope without any store, for work that began before the first store was used. */
export function lateScope(): AsyncScope {
  return emptyScope!.runInAsyncScope(captureScope, null)!;
}

/** The scope without any store that is shared by work which keeps none; null while no store is in use. */
export function sharedEmptyScope(): AsyncScope | null {
  return storesInUse() ? emptyScope! : null;
}

/**
 * Moves the stores that the running code has entered into a scope of its own. Only right when no store was in use
 * before that code: whatever is there now was entered by it.
 */
export function takeOverScope(): AsyncScope {
  const scope = captureScope()!;
  clearStores(hooks!.executionAsyncResource());
  return scope;
}

function detect(): typeof detection {
  hooks = builtinModule<AsyncHooks>('async_hooks');
  if (hooks === undefined) return 'none';
  const probe = new hooks.AsyncResource('coshift-shim');
  const id = Object.getOwnPropertySymbols(probe).find((symbol) => symbol.description === 'async_id_symbol');
  clearStores(probe);
  emptyScope = probe;
  const byHooks = id !== undefined && '_enable' in hooks.AsyncLocalStorage.prototype;
  return byHooks ? id : 'always';
}

function clearStores(resource: object): void {
  for (const symbol of Object.getOwnPropertySymbols(resource)) {
    if (symbol.description === 'kResourceStore') (resource as Record<symbol, unknown>)[symbol] = undefined;
  }
}
