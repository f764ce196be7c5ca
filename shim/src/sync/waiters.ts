import type { Future } from '../coroutine/future.js';
import { Deque } from './deque.js';
import { expire, type Timeout } from './expire.js';

/** Expired waiters that may stay in the list before it is cleaned. */
const PURGE_AFTER = 100;

/** Waiters in the order of coming, some of which have expired. */
export class Waiters<T> {
  private readonly waiters = new Deque<Future<T>>();
  private expired = 0;

  /** How many are in the list, expired ones included. */
  get length(): number {
    return this.waiters.length;
  }

  /** Adds a waiter, and settles it with `onTimeout` at its deadline. */
  add(waiter: Future<T>, timeout: Timeout, onTimeout: () => void): void {
    this.waiters.push(waiter);
    expire(waiter, timeout, () => {
      onTimeout();
      this.countExpired();
    });
  }

  /** Takes the first waiter that has not expired. */
  next(): Future<T> | undefined {
    for (;;) {
      const waiter = this.waiters.shift();
      if (waiter === undefined || !waiter.done()) return waiter;
    }
  }

  private countExpired(): void {
    this.expired++;
    if (this.expired <= PURGE_AFTER) return;
    this.expired = 0;
    this.waiters.retain((waiter) => !waiter.done());
  }
}
