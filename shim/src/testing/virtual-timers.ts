import { EventQueue } from './event-queue.js';
import { VirtualImmediate, VirtualTimeout, type TimerFunction } from './handles.js';

/** The longest delay of Node's timers in milliseconds; a longer one counts as 1. */
const MAX_DELAY = 2 ** 31 - 1;

/** The timer functions over one queue of virtual events. They may be passed around without their object. */
export class VirtualTimers {
  readonly queue: EventQueue<VirtualImmediate> = new EventQueue();
  /** Virtual milliseconds since the start. */
  elapsed = 0;
  readonly #numbered: VirtualTimeout[] = [];

  readonly setTimeout = (fn: TimerFunction, delay?: number, ...args: unknown[]): VirtualTimeout =>
    new VirtualTimeout(this, fn, args, toDelay(delay), false).refresh();

  readonly setInterval = (fn: TimerFunction, delay?: number, ...args: unknown[]): VirtualTimeout =>
    new VirtualTimeout(this, fn, args, toDelay(delay), true).refresh();

  readonly setImmediate = (fn: TimerFunction, ...args: unknown[]): VirtualImmediate =>
    new VirtualImmediate(this, fn, args).start(0);

  /** Stops what a handle or its number stands for; anything else is ignored, as by Node. */
  readonly clear = (handle?: unknown): void => {
    if (handle instanceof VirtualImmediate) handle.close();
    else if (typeof handle === 'number' || typeof handle === 'string') this.#numbered[Number(handle) - 1]?.close();
  };

  constructor() {
    makePromisifiable(this.setTimeout, (resolve, delay, value) => this.setTimeout(resolve, delay as number, value));
    makePromisifiable(this.setImmediate, (resolve, value) => this.setImmediate(resolve, value));
  }

  /** The number of a timer for {@link VirtualTimers.clear}. */
  numberOf(timer: VirtualTimeout): number {
    const index = this.#numbered.indexOf(timer);
    return index < 0 ? this.#numbered.push(timer) : index + 1;
  }

  /** Whether something waits that keeps a process running. */
  busy(): boolean {
    for (const event of this.queue) if (event.hasRef()) return true;
    return false;
  }

  /**
   * Runs the event that is next, after moving the time to it.
   *
   * @param until the last time in milliseconds at which an event may be due
   * @returns false when there is no such event
   */
  runNext(until = Infinity): boolean {
    const event = this.queue.first();
    if (event === undefined || event.due > until) return false;
    this.queue.remove(event);
    this.elapsed = Math.max(this.elapsed, event.due);
    event.run();
    return true;
  }
}

/** Node raises every delay below 1 ms, above its limit, or that is no number, to 1 ms. */
function toDelay(delay: unknown): number {
  const number = Number(delay);
  return number >= 1 && number <= MAX_DELAY ? Math.trunc(number) : 1;
}

/** Gives a timer function the promise form that `util.promisify` looks for. */
function makePromisifiable(
  timer: object,
  start: (resolve: (value: unknown) => void, ...args: unknown[]) => unknown,
): void {
  const custom = (...args: unknown[]): Promise<unknown> =>
    new Promise((resolve) => {
      start(resolve, ...args);
    });
  Object.defineProperty(timer, Symbol.for('nodejs.util.promisify.custom'), { value: custom });
}
