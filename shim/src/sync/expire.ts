import type { Future } from '../coroutine/future.js';
import type { Deadline } from '../loop/deadline.js';
import { IOLoop } from '../loop/io-loop.js';

/** How long to wait: nothing, null, 0 or zero seconds mean for ever, as falsy timeouts do in Tornado. */
export type Timeout = Deadline | null | undefined | { readonly timeout: Deadline | null | undefined };

/** Gives the deadline of a timeout, given by itself or as an option; undefined for ever. */
export function deadlineOf(timeout: Timeout): Deadline | undefined {
  if (typeof timeout === 'object' && timeout !== null && 'timeout' in timeout) return deadlineOf(timeout.timeout);
  if (timeout === undefined || timeout === null || timeout === 0) return undefined;
  return typeof timeout === 'object' && timeout.seconds === 0 ? undefined : timeout;
}

/** Ends a waiter at its deadline, unless it is done before. */
export function expire<T>(waiter: Future<T>, timeout: Timeout, onTimeout: () => void): void {
  const deadline = deadlineOf(timeout);
  if (deadline === undefined) return;
  const loop = IOLoop.current();
  const handle = loop.addTimeout(deadline, onTimeout);
  waiter.addDoneCallback(() => loop.removeTimeout(handle));
}
