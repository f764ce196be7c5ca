import { Future } from '../../../shim/src/index.js';
import { errorText } from './env.js';

/** A future that has a value. */
export function finished<T>(value: T): Future<T> {
  const future = new Future<T>();
  future.setResult(value);
  return future;
}

/** A future that has an error. */
export function failed(error: Error): Future {
  const future = new Future();
  future.setException(error);
  return future;
}

/** The outcome of a future as the scenarios record it. */
export function outcome(future: Future): ['ok' | 'err', unknown] {
  try {
    return ['ok', future.result()];
  } catch (error) {
    return ['err', errorText(error)];
  }
}
