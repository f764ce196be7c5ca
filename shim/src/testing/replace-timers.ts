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
  const restore = [
    replaceProperties(globalThis, { ...functions, Date: virtualDate(now) }),
    replaceProperties(globalThis.performance, { now: () => timers.elapsed }),
    replaceProperties(builtinModule<object>('timers') ?? {}, functions),
    replaceProperties(builtinModule<object>('timers/promises') ?? {}, timersPromises(timers)),
  ];
  syncImports();
  return () => {
    for (const put of restore.reverse()) put();
    syncImports();
  };
}

/** Makes ES modules that imported builtins see what was replaced. */
function syncImports(): void {
  builtinModule<{ syncBuiltinESMExports(): void }>('module')?.syncBuiltinESMExports();
}
