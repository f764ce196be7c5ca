import { runBody } from './run-body.js';
import { throwerHere } from './thrower-here.js';

/**
 * Starts async work for a function that nobody waits for: an event listener, a timer, a function without a continuation.
 * The body runs at once; nothing is returned. A failure is thrown as an uncaught exception, with the original error
 * object, as it was when the work was a chain of callbacks. Called inside an `ExceptionStackContext`, or by an engine, the
 * failure goes there first, as that of an engine does.
 *
 * @param body the work, an async function; a synchronous throw counts as a rejection
 */
export function detach(body: () => unknown): undefined {
  const fail = throwerHere();
  runBody(body).then(undefined, fail);
}
