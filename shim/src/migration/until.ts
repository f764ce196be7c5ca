/** What waiting for `T` gives: of a list, what waiting for each of it gives. */
export type Until<T> = T extends readonly unknown[] ? { -readonly [K in keyof T]: Awaited<T[K]> } : Awaited<T>;

/**
 * Waits in the body of `asCallback.engine`, and knows the type of what comes, as a `yield` alone does not:
 *
 *     const entry = yield* until(task(find, key));
 *
 * It goes on where `yield task(find, key)` would: inside of the callback.
 *
 * @param value what the body would yield: what `task` gives, a promise, or a list of them
 */
export function* until<T>(value: T): Generator<T, Until<T>, unknown> {
  return (yield value) as Until<T>;
}
