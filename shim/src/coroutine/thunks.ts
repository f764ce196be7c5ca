import { convertYielded } from './convert-yielded.js';
import { Future } from './future.js';

/** A function that takes nothing but an error-first callback. */
export type Thunk<T = unknown> = (callback: (error: unknown, value?: T) => void) => unknown;

let registered = false;

/** Lets thunks be yielded, as under `co`. Off by default, because a function is more often yielded by mistake. */
export function registerThunks(): void {
  if (registered) return;
  registered = true;
  convertYielded.register.when(
    (value): value is Thunk => typeof value === 'function' && value.length <= 1,
    (thunk) => fromThunk(thunk),
  );
}

/** Calls a thunk and gives the future of its result; its first completion counts. */
export function fromThunk<T>(thunk: Thunk<T>): Future<T> {
  const future = new Future<T>();
  thunk((error, value) => {
    if (future.done()) return;
    if (error) future.setException(error);
    else future.setResult(value as T);
  });
  return future;
}
