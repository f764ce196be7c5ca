import { Future } from '../coroutine/future.js';
import type { Timeout } from './expire.js';
import { Waiters } from './waiters.js';

/** Lets coroutines wait until they are notified (`locks.Condition`). Nobody waits: the notification is lost. */
export class Condition {
  private readonly waiters = new Waiters<boolean>();

  /**
   * Waits for a notification.
   * @param timeout a deadline: absolute seconds on `IOLoop.time()` or `{ seconds }`
   * @returns a future of true, or of false when the deadline came first
   */
  wait(timeout?: Timeout): Future<boolean> {
    const waiter = new Future<boolean>();
    this.waiters.add(waiter, timeout, () => waiter.setResult(false));
    return waiter;
  }

  /** Wakes waiters in the order of coming. All are chosen before the first one hears of it. */
  notify(count = 1): void {
    const chosen: Future<boolean>[] = [];
    while (chosen.length < count) {
      const waiter = this.waiters.next();
      if (waiter === undefined) break;
      chosen.push(waiter);
    }
    for (const waiter of chosen) waiter.setResult(true);
  }

  /** Wakes all waiters. */
  notifyAll(): void {
    this.notify(this.waiters.length);
  }
}
