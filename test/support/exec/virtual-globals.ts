import type { EventLog } from './event-log.js';
import type { VirtualClock } from './virtual-clock.js';

/** Names that a loaded module sees instead of the real globals: timers and dates on the virtual clock, a recorded console. */
export function virtualGlobals(clock: VirtualClock, log: EventLog): Record<string, unknown> {
  return {
    setTimeout: clock.setTimeout,
    setInterval: clock.setInterval,
    setImmediate: clock.setImmediate,
    clearTimeout: clock.clear,
    clearInterval: clock.clear,
    clearImmediate: clock.clear,
    Date: virtualDate(clock),
    console: recordedConsole(log),
  };
}

function virtualDate(clock: VirtualClock): DateConstructor {
  return new Proxy(Date, {
    construct: (target, args: unknown[]) => Reflect.construct(target, args.length === 0 ? [clock.now()] : args) as Date,
    apply: (target) => new target(clock.now()).toString(),
    get: (target, key, receiver: unknown) => (key === 'now' ? clock.now : Reflect.get(target, key, receiver)),
  });
}

function recordedConsole(log: EventLog): Record<string, (...args: unknown[]) => void> {
  const record =
    (name: string) =>
    (...args: unknown[]) =>
      log.add(`console.${name}`, args);
  return Object.fromEntries(['log', 'info', 'warn', 'error', 'debug', 'trace'].map((name) => [name, record(name)]));
}
