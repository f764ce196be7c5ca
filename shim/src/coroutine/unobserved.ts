import { logError } from '../loop/log.js';
import { turns, type TurnWork } from '../loop/turns.js';
import type { Future } from './future.js';

/** Whole turns that a failed future is given before its error is logged. */
const PATIENCE = 2;

/** Failed futures that nobody had looked at when they failed, with the turn of that, oldest first. */
let futures: Future[] = [];
let failedIn: number[] = [];

const check: TurnWork = {
  runTurn() {
    let count = 0;
    while (count < futures.length && failedIn[count]! + PATIENCE <= turns.number) count++;
    const old = futures.slice(0, count);
    futures = futures.slice(count);
    failedIn = failedIn.slice(count);
    if (futures.length > 0) turns.push(check);
    for (const future of old) {
      if (!future.observed) logError('Future exception was never retrieved', future.payload);
    }
  },
};

/** Logs the error of a failed future two turns from now, unless somebody has looked at it by then. */
export function reportUnobserved(future: Future): void {
  if (futures.length === 0) turns.push(check);
  futures.push(future);
  failedIn.push(turns.number);
}
