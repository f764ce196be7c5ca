import type { VirtualClock } from '../../../shim/src/testing/index.js';
import type { EventLog } from './event-log.js';

/** Modules that a loaded module gets instead of the real ones: timers on the virtual clock. The globals are the clock's already. */
export function virtualModules({ timers }: VirtualClock): Record<string, unknown> {
  const { setTimeout, setInterval, setImmediate, clear } = timers;
  const clears = { clearTimeout: clear, clearInterval: clear, clearImmediate: clear };
  const promises = {
    setTimeout: (ms: number, value?: unknown) => new Promise((resolve) => void setTimeout(resolve, ms, value)),
    setImmediate: (value?: unknown) => new Promise((resolve) => void setImmediate(resolve, value)),
  };
  return { timers: { setTimeout, setInterval, setImmediate, ...clears, promises } };
}

/** Free names that a loaded module sees instead of the real globals: a console that is recorded. */
export function virtualGlobals(log: EventLog): Record<string, unknown> {
  const record =
    (name: string) =>
    (...args: unknown[]) =>
      log.add(`console.${name}`, args);
  const names = ['log', 'info', 'warn', 'error', 'debug', 'trace'];
  return { console: Object.fromEntries(names.map((name) => [name, record(name)])) };
}
