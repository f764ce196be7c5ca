import { readCollection } from '../coroutine/collection.js';
import { badYield } from './bad-yield.js';
import { adopt, publish } from './callable.js';
import { MultiPoint } from './multi-point.js';
import { toPoints } from './to-point.js';
import type { Yieldable } from './yield-point.js';

/**
 * Runs several yield points at once and gives their results in the same shape: an array for a list, an object or `Map`
 * with the same keys for those (`gen.Multi`). Yielding the collection itself means the same.
 */
export interface Multi<T = unknown> extends Yieldable<T> {}

/** Makes a {@link Multi}, with or without `new`. */
export interface MultiConstructor {
  /**
   * @param children an iterable, a plain object or a `Map` of what an engine may yield
   * @throws BadYieldError when a child cannot be yielded
   */
  <T = unknown>(children: Iterable<unknown> | Record<string, unknown>): Multi<T>;
  new <T = unknown>(children: Iterable<unknown> | Record<string, unknown>): Multi<T>;
  readonly prototype: Multi;
}

export const Multi = publish<MultiConstructor>(function Multi(children: unknown): Multi {
  const collection = readCollection(children) ?? readIterable(children);
  return adopt(new MultiPoint(toPoints(collection.children), collection.shape), new.target);
}, MultiPoint);

function readIterable(children: unknown): { children: unknown[]; shape: null } {
  if (typeof children === 'object' && children !== null && Symbol.iterator in children) {
    return { children: [...(children as Iterable<unknown>)], shape: null };
  }
  throw badYield(children);
}
