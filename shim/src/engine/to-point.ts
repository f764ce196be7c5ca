import { readCollection } from '../coroutine/collection.js';
import { convertYielded } from '../coroutine/convert-yielded.js';
import { badYield } from './bad-yield.js';
import { FuturePoint } from './future-point.js';
import { MultiPoint } from './multi-point.js';
import { YieldPoint } from './yield-point.js';

/**
 * Makes a yield point of anything an engine may yield besides yield points: futures, promises and whatever
 * else a coroutine may yield, and arrays, plain objects and Maps of all that.
 * @throws BadYieldError for anything else
 */
export function toPoint(yielded: unknown): YieldPoint {
  if (yielded instanceof YieldPoint) return yielded;
  const collection = readCollection(yielded);
  if (collection !== null) return new MultiPoint(toPoints(collection.children), collection.shape);
  // In an engine a bare yield is a slip; only coroutines take it for a turn.
  if (yielded === undefined || yielded === null) throw badYield(yielded);
  return new FuturePoint(convertYielded(yielded));
}

/** Makes yield points of what is in a collection; the list itself, where nothing is left to do. */
export function toPoints(children: readonly unknown[]): readonly YieldPoint[] {
  for (let i = 0; i < children.length; i++) {
    // A gap in a list is a mistake, as a bare yield is.
    if (!(children[i] instanceof YieldPoint)) return Array.from(children, toPoint);
  }
  return children as readonly YieldPoint[];
}
