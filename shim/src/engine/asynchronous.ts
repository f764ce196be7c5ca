import { ExceptionStackContext } from '../context/stack-context.js';
import { convertYielded } from '../coroutine/convert-yielded.js';
import { IOLoop } from '../loop/io-loop.js';
import { decorate, type MethodContext, type MethodDecoration } from './decorate.js';

/** A request handler, as far as `asynchronous` knows it. */
export interface AsynchronousHandler {
  /** Completes the response. */
  finish(): unknown;
  /**
   * Answers with an error.
   * @param status the HTTP status: the error's own `statusCode` or `status`, else 500
   * @param options the error itself
   */
  sendError(status: number, options: { readonly error: unknown }): unknown;
  /** Set to false: the response is not complete when the method returns. */
  autoFinish?: boolean;
  /** Whether the response is complete; then it is not finished again. */
  finished?: boolean;
}

/**
 * For handler methods that answer later (`web.asynchronous`): the response is not finished when the method returns, and an
 * error of the method, or of a callback that it schedules, is answered with `sendError`. If the method gives a future or a
 * promise, the response is finished when that is done.
 *
 * Put it outside of `engine`: `asynchronous(engine(function* () { … }))`. Works on a function and as a decorator of a
 * method, of either kind of decorators.
 */
export function asynchronous<M extends (...args: never[]) => unknown>(method: M, context: MethodContext): M;
export function asynchronous<This extends AsynchronousHandler, A extends unknown[]>(
  method: (this: This, ...args: A) => unknown,
): (this: This, ...args: A) => void;
export function asynchronous(target: object, key: PropertyKey, descriptor: PropertyDescriptor): PropertyDescriptor;
export function asynchronous(...decoration: MethodDecoration): unknown {
  return decorate(makeAsynchronous, decoration);
}

function makeAsynchronous(method: (...args: unknown[]) => unknown): (...args: unknown[]) => unknown {
  return function wrapper(this: unknown, ...args: unknown[]): void {
    const handler = this as AsynchronousHandler;
    handler.autoFinish = false;
    new ExceptionStackContext((error) => {
      handler.sendError(statusOf(error), { error });
      return true;
    }).run(() => {
      const result = method.apply(handler, args);
      if (result !== undefined && result !== null) finishAfter(handler, result);
    });
  };
}

function finishAfter(handler: AsynchronousHandler, result: unknown): void {
  IOLoop.current().addFuture(convertYielded(result), (future) => {
    future.result();
    if (handler.finished !== true) handler.finish();
  });
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null) return 500;
  const { statusCode, status } = error as { statusCode?: unknown; status?: unknown };
  if (typeof statusCode === 'number') return statusCode;
  return typeof status === 'number' ? status : 500;
}
