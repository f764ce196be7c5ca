import type { Future } from '../coroutine/future.js';
import type { Deadline } from '../loop/deadline.js';
import { IOLoop } from '../loop/io-loop.js';

/** How long to wait: nothing, null, 0 or zero seconds mean for ever, as falsy timeouts do in Tornado. */
export type Timeout = Deadline | null | undefined;

/** Tells whether a timeout means for ever. */
export function isForever(timeout: Timeout): timeout is null | undefined {
  if (timeout === undefined || timeout === null || timeout === 0) return true;
  return typeof timeout === 'object' && timeout.seconds === 0;
}

/** Ends a waiter at its deadline, unless it is done before. */
export function expire<T>(waiter: Future<T>, timeout: Timeout, onTimeout: () => void): void {
  if (isForever(timeout)) return;
  const loop = IOLoop.current();
  const handle = loop.addTimeout(timeout, onTimeout);
  waiter.addDoneCallback(() => loop.removeTimeout(handle));
}
