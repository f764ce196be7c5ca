import { bindContext } from './bind-context.js';
import type { QueuedEvent } from './event-queue.js';
import type { VirtualTimers } from './virtual-timers.js';

/** A function given to a timer. */
export type TimerFunction = (...args: never[]) => unknown;

/** What `setImmediate` of a virtual clock returns; has the methods of Node's own handle. */
export class VirtualImmediate implements QueuedEvent {
  due = 0;
  order = 0;
  waiting = false;
  readonly #timers: VirtualTimers;
  readonly #call: () => void;
  #referenced = true;

  constructor(timers: VirtualTimers, fn: TimerFunction, args: unknown[]) {
    if (typeof fn !== 'function') throw new TypeError('The "callback" argument must be of type function.');
    this.#timers = timers;
    this.#call = bindContext(new.target.name, () => fn.apply(this as never, args as never[]));
  }

  /** Runs the function in the async context in which it was set. */
  run(): void {
    this.#call();
  }

  /** Waits from now on, `wait` milliseconds. */
  start(wait: number): this {
    this.close();
    this.due = this.#timers.elapsed + wait;
    this.#timers.queue.add(this);
    return this;
  }

  ref(): this {
    this.#referenced = true;
    return this;
  }

  unref(): this {
    this.#referenced = false;
    return this;
  }

  /** Whether it keeps the clock running, as a handle of Node keeps the process. */
  hasRef(): boolean {
    return this.#referenced;
  }

  /** Stops waiting. */
  close(): this {
    this.#timers.queue.remove(this);
    return this;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** What `setTimeout` and `setInterval` of a virtual clock return; has the methods of Node's own handle. */
export class VirtualTimeout extends VirtualImmediate {
  readonly #timers: VirtualTimers;
  readonly #wait: number;
  readonly #repeat: boolean;
  #closed = false;

  constructor(timers: VirtualTimers, fn: TimerFunction, args: unknown[], wait: number, repeat: boolean) {
    super(timers, fn, args);
    this.#timers = timers;
    this.#wait = wait;
    this.#repeat = repeat;
  }

  /** Runs the function; an interval then waits anew, unless the function stopped it. */
  override run(): void {
    this.#closed = false;
    super.run();
    if (this.#repeat && !this.#isClosed() && !this.waiting) this.start(this.#wait);
  }

  #isClosed(): boolean {
    return this.#closed;
  }

  override close(): this {
    this.#closed = true;
    return super.close();
  }

  /** Starts the waiting time anew, also when the timer has run already. */
  refresh(): this {
    return this.start(this.#wait);
  }

  /** A number for `clearTimeout`, for code that keeps timers as browsers do. */
  [Symbol.toPrimitive](): number {
    return this.#timers.numberOf(this);
  }
}
