import { CallPoint } from '../engine/call-point.js';
import { toPoint } from '../engine/to-point.js';
import { YieldPoint } from '../engine/yield-point.js';
import { readCollection } from './collection.js';
import { convertYielded } from './convert-yielded.js';
import type { Future } from './future.js';

/** Makes a future of what a coroutine yields; yield points other than Tasks, and lists with such, stay yield points. */
export function convertForCoroutine(yielded: unknown): Future | YieldPoint {
  return needsRunner(yielded) ? toPoint(yielded) : convertYielded(yielded);
}

function needsRunner(yielded: unknown): boolean {
  if (yielded instanceof YieldPoint) return !(yielded instanceof CallPoint);
  const collection = readCollection(yielded);
  return collection !== null && collection.children.some(needsRunner);
}
