import { readCollection } from '../coroutine/collection.js';
import { NativePromise } from './native-promise.js';

/** The values of a collection of promises, in the same shape. */
export type Together<C> =
  C extends PromiseLike<infer T>
    ? Awaited<T>
    : C extends Map<infer K, infer V>
      ? Map<K, Together<V>>
      : C extends readonly unknown[] | Record<string, unknown>
        ? { -readonly [K in keyof C]: Together<C[K]> }
        : C;

/**
 * `Promise.all` for plain objects and `Map`s as well, and for collections in collections: the values come in the same shape,
 * the first failure in time is the failure of the whole. What is no promise stays what it is.
 *
 * @param collection an array, a plain object or a `Map`
 */
export function together<const C extends readonly unknown[] | Record<string, unknown> | Map<unknown, unknown>>(
  collection: C,
): Promise<Together<C>> {
  return settle(collection) as Promise<Together<C>>;
}

async function settle(value: unknown): Promise<unknown> {
  const collection = readCollection(value);
  if (collection === null) return value;
  const results = await NativePromise.all(collection.children.map(settle));
  return collection.shape === null ? results : collection.shape(results);
}
