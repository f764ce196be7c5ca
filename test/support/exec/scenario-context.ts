import type { VirtualClock } from '../../../shim/src/testing/index.js';
import type { EventLog } from './event-log.js';

/** What a scenario of an `exec` file is given. */
export interface ScenarioContext {
  /** Runs the module afresh and gives its exports; `stubs` answer its `require`s and imports, `globals` replace free names. */
  readonly load: (stubs?: Record<string, unknown>, globals?: Record<string, unknown>) => any;
  /** Records an event. */
  readonly log: (label: string, ...values: unknown[]) => void;
  /** A callback that records `label` and exactly the arguments it was called with. */
  readonly callback: (label: string) => (...args: unknown[]) => void;
  /** Records what `run` returned or threw: a promise as the word `promise`. */
  readonly attempt: <Result>(label: string, run: () => Result) => Result | undefined;
  /** Records how a promise ends, under `label`. */
  readonly watch: (label: string, promise: PromiseLike<unknown>) => Promise<void>;
  /**
   * An asynchronous function for stubs: records its start and its arguments, and after `ms` milliseconds calls its
   * last argument with the list that `answer` returns. What `answer` throws is thrown at once.
   */
  readonly operation: (
    name: string,
    ms: number,
    answer: (...args: any[]) => readonly unknown[],
  ) => (...args: any[]) => void;
  /** Resolves after `ms` milliseconds of virtual time. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly clock: VirtualClock;
}

/** Builds the context of one scenario. @param load runs the module under test */
export function scenarioContext(clock: VirtualClock, log: EventLog, load: ScenarioContext['load']): ScenarioContext {
  return {
    load,
    clock,
    sleep: (ms) => new Promise((resolve) => void clock.timers.setTimeout(resolve, ms)),
    log: (label, ...values) => log.add(label, values),
    callback:
      (label) =>
      (...args) =>
        log.add(label, args),
    attempt: (label, run) => attempt(log, label, run),
    watch: (label, promise) => watch(log, label, promise),
    operation: (name, ms, answer) => operation(clock, log, name, ms, answer),
  };
}

function attempt<Result>(log: EventLog, label: string, run: () => Result): Result | undefined {
  try {
    const result = run();
    if (isThenable(result)) log.add(`${label} returned a promise`);
    else log.add(`${label} returned`, [result]);
    return result;
  } catch (error) {
    log.add(`${label} threw`, [error]);
    return undefined;
  }
}

async function watch(log: EventLog, label: string, promise: PromiseLike<unknown>): Promise<void> {
  await promise.then(
    (value) => log.add(`${label} resolved`, [value]),
    (reason: unknown) => log.add(`${label} rejected`, [reason]),
  );
}

function operation(
  clock: VirtualClock,
  log: EventLog,
  name: string,
  ms: number,
  answer: (...args: any[]) => readonly unknown[],
) {
  return (...args: any[]): void => {
    const callback: unknown = args.pop();
    log.add(`${name} starts`, args);
    if (typeof callback !== 'function') throw new TypeError(`${name}: the last argument must be a callback`);
    const result = answer(...args);
    clock.timers.setTimeout(() => (callback as (...all: unknown[]) => void)(...result), ms);
  };
}

function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}
