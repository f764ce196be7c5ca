import { coroutine } from '../coroutine/coroutine.js';
import { TimeoutError, ValueError } from '../coroutine/errors.js';
import { Future } from '../coroutine/future.js';
import type { Timeout } from './expire.js';
import { Waiters } from './waiters.js';

/** What an acquired semaphore or lock resolves to: releases it, once. Works with `using`. */
export interface Releaser {
  release(): void;
  [Symbol.dispose](): void;
}

/** Limits how many coroutines do something at a time (`locks.Semaphore`). Waiters are served in the order of coming. */
export class Semaphore {
  /** How many more may acquire without waiting. */
  protected value: number;
  private readonly waiters = new Waiters<Releaser>();

  /**
   * @param value how many may acquire without waiting
   * @throws ValueError for a negative number
   */
  constructor(value = 1) {
    if (value < 0) throw new ValueError('semaphore initial value must be >= 0');
    this.value = value;
  }

  /**
   * Waits for a place.
   * @param timeout a deadline; then the future fails with a `TimeoutError`
   * @returns a future of what releases the place
   */
  acquire(timeout?: Timeout): Future<Releaser> {
    const waiter = new Future<Releaser>();
    if (this.value > 0) {
      this.value--;
      waiter.setResult(releaser(this));
    } else {
      this.waiters.add(waiter, timeout, () => waiter.setException(new TimeoutError()));
    }
    return waiter;
  }

  /** Frees a place and hands it to the first waiter. More releases than acquisitions add places. */
  release(): void {
    this.value++;
    const waiter = this.waiters.next();
    if (waiter === undefined) return;
    this.value--;
    waiter.setResult(releaser(this));
  }

  /** Runs a function, which may be a generator or async function, while holding a place. */
  with<R>(fn: () => Generator<unknown, R, unknown>): Future<R>;
  with<R>(fn: () => R): Future<Awaited<R>>;
  with(fn: () => unknown): Future {
    return runHolding(this, fn);
  }
}

/** Runs a function while holding a place of a semaphore or lock. */
export const runHolding = /* @__PURE__ */ coroutine(function* (
  holder: { acquire(): Future<Releaser> },
  fn: () => unknown,
): Generator<unknown, unknown, never> {
  const held: Releaser = yield holder.acquire();
  try {
    return yield coroutine(fn)();
  } finally {
    held.release();
  }
});

function releaser(holder: { release(): void }): Releaser {
  let held = true;
  const release = (): void => {
    if (!held) return;
    held = false;
    holder.release();
  };
  // Where disposal does not exist yet, the property is harmlessly called "undefined".
  return { release, [Symbol.dispose]: release };
}
