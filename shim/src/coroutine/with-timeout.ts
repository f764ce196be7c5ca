import type { Deadline } from '../loop/deadline.js';
import { IOLoop } from '../loop/io-loop.js';
import { logError } from '../loop/log.js';
import { chainFuture } from './chain-future.js';
import { convertYielded } from './convert-yielded.js';
import { TimeoutError } from './errors.js';
import { Future } from './future.js';
import type { Result } from './multi-function.js';
import { isQuiet, type QuietOptions } from './quiet-exceptions.js';

/**
 * Gives up waiting at a deadline (`gen.with_timeout`): a future with the outcome of the yieldable, or a `TimeoutError`.
 * The work itself goes on; an error that it has after the deadline is logged.
 *
 * Not for `queue.get()`: the item of the abandoned getter would be lost. Use `queue.get(timeout)`.
 * @param deadline a number is absolute seconds on `IOLoop.time()`, `{ seconds }` counts from now
 * @param yieldable a future, a promise, a list, … but no `Callback` or `Wait`
 * @param options late errors that are not worth a log entry
 */
export function withTimeout<Y>(deadline: Deadline, yieldable: Y, options: QuietOptions = {}): Future<Result<Y>> {
  const future = convertYielded<Result<Y>>(yieldable);
  const result = new Future<Result<Y>>();
  const loop = IOLoop.current();
  chainFuture(future, result);
  const timeout = loop.addTimeout(deadline, () => {
    result.setException(new TimeoutError('Timeout'));
    future.addDoneCallback(() => reportLateError(future, options));
  });
  future.addDoneCallback(() => loop.removeTimeout(timeout));
  return result;
}

function reportLateError(future: Future, options: QuietOptions): void {
  const error = future.exception();
  if (error === undefined || isQuiet(error, options.quietExceptions ?? [])) return;
  logError('Exception in Future after timeout', error);
}
