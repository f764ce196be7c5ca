import { setHost, type LoopHost } from '../loop/host.js';
import { inRealTurn } from './in-real-turn.js';
import { replaceTimers } from './replace-timers.js';
import { VirtualTimers } from './virtual-timers.js';

/** Clocks cannot be stacked: the second would run on the time of the first. */
const current = { installed: false };

/** A date of this age, because deadlines of the loop that are near 1970 are refused as mistakes. */
const DEFAULT_START = Date.UTC(2020, 0, 1);

/** Options of {@link VirtualClock}. */
export interface VirtualClockOptions {
  /** What `Date.now()` says at the start: milliseconds since 1970, or a date. Default: the beginning of 2020, UTC. */
  now?: number | Date;
  /** Events after which a run that never ends is given up with an error. Default: 100,000. */
  limit?: number;
}

/**
 * Time that stands still until a test moves it, so that tests of timing neither sleep nor depend on the machine.
 *
 *     const clock = new VirtualClock().install();
 *     try {
 *       setTimeout(() => …, 60_000);
 *       await clock.runUntilIdle();
 *     } finally {
 *       clock.uninstall();
 *     }
 *
 * Installed, it stands in for `setTimeout`, `setInterval`, `setImmediate`, their `clear` functions, those of `node:timers` and
 * `node:timers/promises`, `Date` and `performance.now`, and drives the `IOLoop` of this package. Functions that somebody took
 * before stay real. Microtasks and `process.nextTick` stay real; all of them run
 * before the next event. Events run by time, then in the order in which they were set, each in the async context in which
 * it was set. Immediates are due at once, timers 1 ms later at least, as in Node. An error that an event throws is an
 * uncaught exception.
 *
 * Real input and output is not virtual: await it with {@link VirtualClock.waitFor}.
 */
export class VirtualClock {
  /** The timer functions themselves, for code that is given its timers. */
  readonly timers: VirtualTimers = new VirtualTimers();
  readonly #start: number;
  readonly #limit: number;
  #restore: (() => void) | undefined;

  constructor(options: VirtualClockOptions = {}) {
    this.#start = Number(options.now ?? DEFAULT_START);
    this.#limit = options.limit ?? 100_000;
  }

  /** Virtual milliseconds since the clock was made. */
  get elapsed(): number {
    return this.timers.elapsed;
  }

  /** What `Date.now()` says: milliseconds since 1970. */
  readonly now = (): number => this.#start + this.timers.elapsed;

  /** How many events wait. */
  get pending(): number {
    return this.timers.queue.size;
  }

  /**
   * Takes the place of the real clock.
   * @throws Error if this or another virtual clock is installed already
   */
  install(): this {
    if (current.installed) throw new Error('A virtual clock is installed already; uninstall it first.');
    const restoreTimers = replaceTimers(this.timers, this.now);
    const host = setHost(this.#host());
    this.#restore = () => {
      setHost(host);
      restoreTimers();
    };
    current.installed = true;
    return this;
  }

  /** Puts the real clock back; harmless when this one is not installed. Events that still wait never run. */
  uninstall(): void {
    if (this.#restore === undefined) return;
    this.#restore();
    this.#restore = undefined;
    current.installed = false;
  }

  [Symbol.dispose](): void {
    this.uninstall();
  }

  /**
   * Moves the time on and runs what is due on the way.
   * @param milliseconds how far
   */
  async advance(milliseconds: number): Promise<void> {
    const until = this.timers.elapsed + milliseconds;
    await this.#run(() => this.timers.runNext(until));
    this.timers.elapsed = Math.max(this.timers.elapsed, until);
  }

  /**
   * Runs one event, and everything that follows from it without another one.
   * @returns false when no event waited
   */
  async next(): Promise<boolean> {
    const ran = await inRealTurn(() => this.timers.runNext());
    await inRealTurn(() => undefined);
    return ran;
  }

  /** Runs events until none waits but those that are `unref`ed. */
  async runUntilIdle(): Promise<void> {
    await this.#run(() => this.timers.busy() && this.timers.runNext());
  }

  /**
   * Runs events until a promise settles; while no event waits it waits for the real world.
   * @param promise what to wait for
   * @returns its value
   * @throws its reason
   */
  async waitFor<T>(promise: PromiseLike<T>): Promise<T> {
    let settled = false as boolean;
    const done = (): void => void (settled = true);
    promise.then(done, done);
    await this.#run(
      () => !settled && this.timers.runNext(),
      () => !settled,
    );
    return promise;
  }

  /**
   * Runs steps, each after everything before it has settled.
   *
   * @param step runs one event and says whether there was one
   * @param patient says whether to go on without one
   */
  async #run(step: () => boolean, patient = (): boolean => false): Promise<void> {
    let events = 0;
    for (;;) {
      if (!(await inRealTurn(step))) {
        if (patient()) continue;
        return;
      }
      events += 1;
      if (events >= this.#limit) throw new Error(`The virtual clock ran ${events} events without coming to an end.`);
    }
  }

  #host(): LoopHost {
    const { setTimeout, setImmediate, clear } = this.timers;
    const { timeOrigin } = globalThis.performance;
    return {
      // The loop counts from the host's time origin; so its time is the one that `Date` tells.
      now: () => this.now() - timeOrigin,
      setTimeout,
      clearTimeout: clear,
      setImmediate,
      clearImmediate: clear,
    };
  }
}
