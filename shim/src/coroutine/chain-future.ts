import { FAILED, type Future } from './future.js';

/**
 * Copies the outcome of one future to another when it is there (`concurrent.chain_future`); does nothing if the other one
 * has an outcome by then.
 */
export function chainFuture<T>(from: Future<T>, to: Future<T>): void {
  from.addDoneCallback(() => {
    if (to.done()) return;
    if (from.state === FAILED) to.setException(from.exception());
    else to.setResult(from.result());
  });
}
