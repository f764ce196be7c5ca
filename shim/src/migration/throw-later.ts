/**
 * The host's `process.nextTick` where there is one, else `queueMicrotask`; taken once, so that fake timers installed
 * later cannot hold an error back.
 *
 * `nextTick` comes first because an error thrown from it still reaches the active `domain` and finds the
 * `AsyncLocalStorage` store of its origin; one thrown from `queueMicrotask` finds neither.
 */
const host = globalThis as unknown as {
  process?: { nextTick?: (fn: () => void) => void };
  queueMicrotask: (fn: () => void) => void;
};
export const runLater: (fn: () => void) => void =
  typeof host.process?.nextTick === 'function' ? host.process.nextTick : host.queueMicrotask;

/**
 * Throws `error` outside the running promise job, so that it is an uncaught exception and not an unhandled rejection.
 *
 * @param error what to throw; the very same value is thrown, whatever it is
 */
export function throwLater(error: unknown): void {
  runLater(() => {
    throw error;
  });
}
