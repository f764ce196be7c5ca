import { badYield } from '../engine/bad-yield.js';
import { readCollection, type Collection } from './collection.js';
import { convertYielded } from './convert-yielded.js';
import type { Future } from './future.js';
import { MultiFuture } from './multi-future.js';
import type { QuietOptions } from './quiet-exceptions.js';

/** The value that a yieldable stands for. */
export type Result<Y> = Y extends Future<infer T> ? T : Y extends PromiseLike<infer T> ? T : unknown;

/** The results of a collection of yieldables, in the same shape. */
export type Results<C> =
  C extends Map<infer K, infer Y>
    ? Map<K, Result<Y>>
    : C extends readonly unknown[]
      ? { -readonly [I in keyof C]: Result<C[I]> }
      : C extends Iterable<infer Y>
        ? Result<Y>[]
        : { -readonly [K in keyof C]: Result<C[K]> };

/**
 * Waits for several yieldables at once (`gen.multi`). All of them are waited for, also when one fails; then the first
 * error in the order of the collection is raised and the others are logged.
 * @param children an array or another iterable, a plain object, or a `Map`; the results come in the same shape
 * @param options errors that are not worth a log entry
 * @throws BadYieldError when a child cannot be waited for
 */
export function multi<const C extends Iterable<unknown> | Record<string, unknown>>(
  children: C,
  options: QuietOptions = {},
): Future<Results<C>> {
  const { children: list, shape } = readCollection(children) ?? readIterable(children);
  const futures = list.map((child) => convertYielded(child));
  return new MultiFuture(futures, shape, options.quietExceptions ?? []) as Future<unknown> as Future<Results<C>>;
}

/** The same as {@link multi} (`gen.multi_future`). */
export const multiFuture: typeof multi = multi;

function readIterable(children: unknown): Collection {
  if (typeof children === 'object' && children !== null && Symbol.iterator in children) {
    return { children: [...(children as Iterable<unknown>)], shape: null };
  }
  throw badYield(children);
}
