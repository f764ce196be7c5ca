import { RuntimeError, ValueError } from '../coroutine/errors.js';
import type { Future } from '../coroutine/future.js';
import { BoundedSemaphore } from './bounded-semaphore.js';
import type { Timeout } from './expire.js';
import { runHolding, type Releaser } from './semaphore.js';

/** A lock for coroutines (`locks.Lock`). Nobody owns it: any code may release it, and acquiring it twice waits. */
export class Lock {
  private readonly block = new BoundedSemaphore(1);

  /**
   * Waits for the lock.
   * @param timeout a deadline; then the future fails with a `TimeoutError`
   * @returns a future of what releases the lock
   */
  acquire(timeout?: Timeout): Future<Releaser> {
    return this.block.acquire(timeout);
  }

  /** @throws RuntimeError when the lock is free */
  release(): void {
    try {
      this.block.release();
    } catch (error) {
      throw error instanceof ValueError ? new RuntimeError('release unlocked lock') : error;
    }
  }

  /** Runs a function, which may be a generator or async function, while holding the lock. */
  with<R>(fn: () => Generator<unknown, R, unknown>): Future<R>;
  with<R>(fn: () => R): Future<Awaited<R>>;
  with(fn: () => unknown): Future {
    return runHolding(this, fn);
  }
}
