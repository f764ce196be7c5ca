import { checkBody } from './check-body.js';
import { runAtOnce, type Ended, type GeneratorBody } from './run-at-once.js';
import { runBody } from './run-body.js';
import { throwerHere } from './thrower-here.js';

/** See `detach`. */
export interface Detach {
  (body: () => unknown): undefined;

  /**
   * The same with a generator that goes on inside of the callbacks, as that of `asCallback.engine`: it yields what `task`
   * gives. What it throws reaches whoever made it go on: the caller while the body has waited for nothing, else who called
   * back. What it returns is dropped.
   *
   * @param body the work, a generator function
   * @param self the `this` of the body
   */
  readonly engine: (body: GeneratorBody<unknown>, self?: unknown) => undefined;
}

function detachBody(body: () => unknown): undefined {
  checkBody('detach', body);
  const fail = throwerHere();
  runBody(body).then(undefined, fail);
}

function detachEngine(body: GeneratorBody<unknown>, self?: unknown): undefined {
  checkBody('detach.engine', body);
  const ended: Ended = (failed, value) => {
    if (failed) throw value;
  };
  runAtOnce(body, self, ended, { isDropped: true, runner: 'detach.engine' });
}

/**
 * Starts async work for a function that nobody waits for: an event listener, a timer, a function without a continuation.
 * The body runs at once; nothing is returned. A failure is thrown as an uncaught exception, with the original error
 * object, as it was when the work was a chain of callbacks. Called inside an `ExceptionStackContext`, or by an engine, the
 * failure goes there first, as that of an engine does.
 *
 * @param body the work, an async function; a synchronous throw counts as a rejection
 */
export const detach: Detach = /* @__PURE__ */ Object.assign(detachBody, { engine: detachEngine });
