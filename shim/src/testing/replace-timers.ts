import { builtinModule } from '../context/builtin-module.js';
import { replaceProperties } from './replace-properties.js';
import { timersPromises } from './timers-promises.js';
import { virtualDate } from './virtual-date.js';
import type { VirtualTimers } from './virtual-timers.js';

/**
 * Puts virtual timers and a virtual `Date` in the place of the real ones: the globals and, in Node, `node:timers` and
 * `node:timers/promises`.
 *
 * @param timers the timers
 * @param now gives milliseconds since 1970
 * @returns puts the real ones back
 */
export function replaceTimers(timers: VirtualTimers, now: () => number): () => void {
  const { setTimeout, setInterval, setImmediate, clear } = timers;
  const functions = {
    setTimeout,
    setInterval,
    setImmediate,
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear,
  };
  const ofModule = { ...functions, setImmediate: exceptForNode(setImmediate) };
  const restore = [
    replaceProperties(globalThis, { ...functions, Date: virtualDate(now) }),
    replaceProperties(globalThis.performance, { now: () => timers.elapsed }),
    replaceProperties(builtinModule<object>('timers') ?? {}, ofModule),
    replaceProperties(builtinModule<object>('timers/promises') ?? {}, timersPromises(timers)),
  ];
  syncImports();
  return () => {
    for (const put of restore.reverse()) put();
    syncImports();
  };
}

type Immediate = VirtualTimers['setImmediate'];

/**
 * After an uncaught exception Node itself calls `setImmediate(noop)` of `node:timers`, so that the event loop goes on to the
 * ticks and promises that wait. That one stays real; a function that does nothing is missed by nobody.
 */
function exceptForNode(virtual: Immediate): Immediate {
  const real = globalThis.setImmediate as unknown as Immediate;
  return (work, ...args) => (String(work) === 'function noop() {}' ? real(work, ...args) : virtual(work, ...args));
}

/** Makes ES modules that imported builtins see what was replaced. */
function syncImports(): void {
  builtinModule<{ syncBuiltinESMExports(): void }>('module')?.syncBuiltinESMExports();
}
