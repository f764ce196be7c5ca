import type { Untold } from './task-types.js';
import { runGenerator, waitFor } from './yieldable.js';

interface Yielded {
  <T>(this: unknown, value: PromiseLike<T>): PromiseLike<T>;
  <T extends readonly PromiseLike<unknown>[]>(this: unknown, value: T): Promise<{ [K in keyof T]: Awaited<T[K]> }>;
  (this: unknown, value: unknown): PromiseLike<Untold>;
  /** The same with co 3, where a thunk in a list or an object gives its first value only. */
  co3(this: unknown, value: unknown): PromiseLike<Untold>;
  /** `yield* iterable` of a generator that co ran: each value that comes from it is waited for; gives what it returns. */
  from(this: unknown, iterable: Iterable<unknown>): Promise<Untold>;
}

/**
 * Waits for what a generator yielded to `co`, whatever it is.
 *
 *     const [user, posts] = await yielded([loadUser(id), (done) => db.posts(id, done)]);
 *
 * A promise is waited for; a function is a thunk and called with an error-first callback (several values become a list); a
 * generator or generator function is run; the items of an array and the values of a plain object are waited for at the same
 * time, the first to fail is the failure. Anything else is a `TypeError`. Where the kind of the value is known an `await`
 * of it does the same: `yielded` is for values that can be of any kind.
 *
 * Called with a `this`, as in `yielded.call(this, value)`, thunks and generator functions get it as theirs.
 *
 * @param value what was yielded
 */
export const yielded: Yielded = /* @__PURE__ */ Object.assign(
  function (this: unknown, value: unknown) {
    return waitFor(value, { self: this, nested: 'all' });
  } as Yielded,
  {
    co3(this: unknown, value: unknown): PromiseLike<unknown> {
      return waitFor(value, { self: this === yielded ? undefined : this, nested: 'first' });
    },
    from(this: unknown, iterable: Iterable<unknown>): Promise<unknown> {
      const self = this === yielded ? undefined : this;
      return runGenerator(iterable[Symbol.iterator]() as Generator, { self, nested: 'all' });
    },
  },
);
