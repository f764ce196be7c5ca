import { systemClock } from './system-clock.js';

/**
 * What the event loop needs from its surroundings. The default host is the JavaScript engine's own timers and clock;
 * a virtual clock replaces it with {@link setHost} and drives the loop itself.
 */
export interface LoopHost {
  /** The current time in milliseconds, on a clock that never goes back. */
  now(): number;
  /** Runs `fn` in a later host task. Gives a handle for {@link LoopHost.clearImmediate}. */
  setImmediate(fn: () => void): unknown;
  /** Forgets a function given to {@link LoopHost.setImmediate}; harmless when it already ran. */
  clearImmediate(handle: unknown): void;
  /** Runs `fn` once, `milliseconds` or more after now. Gives a handle for {@link LoopHost.clearTimeout}. */
  setTimeout(fn: () => void, milliseconds: number): unknown;
  /** Forgets a function given to {@link LoopHost.setTimeout}; harmless when it already ran. */
  clearTimeout(handle: unknown): void;
}

/** The host in use and who wants to hear of a change. */
export const hosts: { current: LoopHost; changed: Set<(before: LoopHost, after: LoopHost) => void> } = {
  current: /* @__PURE__ */ createSystemHost(),
  changed: /* @__PURE__ */ new Set(),
};

/** Gives the host in use. */
export function getHost(): LoopHost {
  return hosts.current;
}

/**
 * Replaces the host. Callbacks and timers that are already waiting move over to the new one.
 * @param host the new host
 * @returns the host that was in use before, for putting it back
 */
export function setHost(host: LoopHost): LoopHost {
  const before = hosts.current;
  hosts.current = host;
  for (const listener of hosts.changed) listener(before, host);
  return before;
}

/**
 * A host over the global timers and `performance.now()`. The globals are taken once, so that a test library that
 * patches `setTimeout` later does not stop the loop; give it to {@link setHost} on purpose if it should.
 */
export function createSystemHost(): LoopHost {
  const { setTimeout, clearTimeout } = globalThis;
  const { setImmediate, clearImmediate } = immediateFunctions();
  return {
    now: () => systemClock.now(),
    setImmediate: (fn) => setImmediate(fn),
    clearImmediate: (handle) => clearImmediate(handle),
    setTimeout: (fn, milliseconds) => setTimeout(fn, milliseconds),
    clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
  };
}

/** Outside Node there is no `setImmediate`; a zero timer is the nearest host task that cannot starve others. */
function immediateFunctions(): { setImmediate(fn: () => void): unknown; clearImmediate(handle: unknown): void } {
  const { setImmediate, clearImmediate, setTimeout, clearTimeout } = globalThis;
  if (typeof setImmediate === 'function') {
    return {
      setImmediate: (fn) => setImmediate(fn),
      clearImmediate: (handle) => clearImmediate(handle as NodeJS.Immediate),
    };
  }
  return {
    setImmediate: (fn) => setTimeout(fn, 0),
    clearImmediate: (handle) => clearTimeout(handle as NodeJS.Timeout),
  };
}
