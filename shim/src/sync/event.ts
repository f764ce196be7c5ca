import { Future } from '../coroutine/future.js';
import { withTimeout } from '../coroutine/with-timeout.js';
import { deadlineOf, type Timeout } from './expire.js';

/** A flag that coroutines can wait for (`locks.Event`). */
export class Event {
  private future = new Future<undefined>();

  /** Whether the flag is set. */
  isSet(): boolean {
    return this.future.done();
  }

  /** Sets the flag and releases all who wait, also if it is cleared at once. */
  set(): void {
    if (!this.future.done()) this.future.setResult(undefined);
  }

  /** Clears the flag: who waits from now on waits for the next `set`. */
  clear(): void {
    if (this.future.done()) this.future = new Future();
  }

  /**
   * Waits until the flag is set.
   * @param timeout a deadline; then the future fails with a `TimeoutError`
   */
  wait(timeout?: Timeout): Future<undefined> {
    const deadline = deadlineOf(timeout);
    return deadline === undefined ? this.future : withTimeout(deadline, this.future);
  }
}
