import { Future } from './future.js';

/**
 * Makes a future that follows a promise or another thenable (`gen.to_tornado_future`).
 * @param promise may be a foreign implementation
 */
export function fromPromise<T>(promise: PromiseLike<T>): Future<T> {
  const future = new Future<T>();
  const native = promise instanceof Promise ? (promise as Promise<T>) : Promise.resolve(promise);
  native.then(
    (value) => future.setResult(value),
    (error: unknown) => future.setException(error),
  );
  return future;
}
