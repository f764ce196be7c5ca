interface Timer {
  readonly id: number;
  due: number;
  order: number;
  readonly every: number | undefined;
  readonly run: () => void;
}

/** What a timer function returns here; carries the methods of Node's own handles. */
export interface TimerHandle {
  readonly id: number;
  ref(): TimerHandle;
  unref(): TimerHandle;
  hasRef(): boolean;
  refresh(): TimerHandle;
  [Symbol.toPrimitive](): number;
}

/**
 * Timers that only run when told to. Times are milliseconds from 0. Immediates run before time advances; timers due at
 * the same time run in the order in which they were set, as Node does.
 */
export class VirtualClock {
  #now = 0;
  #sequence = 0;
  readonly #timers = new Map<number, Timer>();
  readonly #immediates = new Map<number, () => void>();

  readonly now = (): number => this.#now;

  readonly setTimeout = (run: (...args: never[]) => void, delay?: number, ...args: unknown[]): TimerHandle =>
    this.#add(run, delay, args, false);

  readonly setInterval = (run: (...args: never[]) => void, delay?: number, ...args: unknown[]): TimerHandle =>
    this.#add(run, delay, args, true);

  readonly setImmediate = (run: (...args: never[]) => void, ...args: unknown[]): TimerHandle => {
    const id = ++this.#sequence;
    this.#immediates.set(id, () => (run as (...all: unknown[]) => void)(...args));
    return this.#handle(id);
  };

  readonly clear = (handle: unknown): void => {
    const id = typeof handle === 'object' && handle !== null ? (handle as TimerHandle).id : Number(handle);
    this.#timers.delete(id);
    this.#immediates.delete(id);
  };

  /** Resolves after `ms` milliseconds of virtual time. */
  readonly sleep = (ms: number): Promise<void> => new Promise((resolve) => void this.setTimeout(resolve, ms));

  /** The next callback, with the time moved to when it is due; `undefined` when nothing is set. */
  takeNext(): (() => void) | undefined {
    for (const [id, run] of this.#immediates) {
      this.#immediates.delete(id);
      return run;
    }
    const timer = this.#earliest();
    if (timer === undefined) return undefined;
    this.#now = Math.max(this.#now, timer.due);
    if (timer.every === undefined) this.#timers.delete(timer.id);
    else this.#schedule(timer, timer.every);
    return timer.run;
  }

  #add(run: (...args: never[]) => void, delay: number | undefined, args: unknown[], repeat: boolean): TimerHandle {
    // Node raises every delay below 1 ms, and every one that is no number, to 1 ms.
    const wait = delay !== undefined && delay >= 1 ? Math.trunc(delay) : 1;
    const id = ++this.#sequence;
    const call = (): void => (run as (...all: unknown[]) => void)(...args);
    const timer: Timer = { id, due: 0, order: 0, every: repeat ? wait : undefined, run: call };
    this.#timers.set(id, timer);
    this.#schedule(timer, wait);
    return this.#handle(id, () => this.#timers.has(id) && this.#schedule(timer, wait));
  }

  #schedule(timer: Timer, wait: number): void {
    timer.due = this.#now + wait;
    timer.order = ++this.#sequence;
  }

  #earliest(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers.values()) {
      if (!first || timer.due < first.due || (timer.due === first.due && timer.order < first.order)) first = timer;
    }
    return first;
  }

  #handle(id: number, refresh: () => unknown = () => undefined): TimerHandle {
    const handle: TimerHandle = {
      id,
      ref: () => handle,
      unref: () => handle,
      hasRef: () => true,
      refresh: () => (refresh(), handle),
      [Symbol.toPrimitive]: () => id,
    };
    return handle;
  }
}
