import { Future } from './future.js';

/** Gives a future back as it is, and anything else in a future that is done (`gen.maybe_future`). */
export function maybeFuture<T>(value: Future<T> | T): Future<T> {
  if (value instanceof Future) return value;
  const future = new Future<T>();
  future.setResult(value);
  return future;
}
