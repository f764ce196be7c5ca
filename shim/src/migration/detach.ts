import { runBody } from './run-body.js';
import { throwLater } from './throw-later.js';

/**
 * Starts async work for a function that nobody waits for: an event listener, a timer, a function without a continuation.
 * The body runs at once; nothing is returned. A failure is thrown as an uncaught exception, with the original error
 * object, as it was when the work was a chain of callbacks.
 *
 * @param body the work, an async function; a synchronous throw counts as a rejection
 */
export function detach(body: () => unknown): undefined {
  runBody(body).then(undefined, throwLater);
}
