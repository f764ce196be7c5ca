import { readCollection } from '../coroutine/collection.js';
import { badYield } from './bad-yield.js';
import { MultiPoint } from './multi-point.js';
import { YieldPoint } from './yield-point.js';

/**
 * Makes a yield point of anything an engine may yield besides yield points: arrays, plain objects and Maps of those.
 * @throws BadYieldError for anything else
 */
export function toPoint(yielded: unknown): YieldPoint {
  if (yielded instanceof YieldPoint) return yielded;
  const collection = readCollection(yielded);
  if (collection !== null) return new MultiPoint(collection.children.map(toPoint), collection.shape);
  throw badYield(yielded);
}
