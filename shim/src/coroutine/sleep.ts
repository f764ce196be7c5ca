import { IOLoop } from '../loop/io-loop.js';
import { Future } from './future.js';

/**
 * Gives a future that is done after some time (`gen.sleep`); does nothing unless it is waited for.
 * @param seconds from now; 0 still takes a turn
 */
export function sleep(seconds: number): Future<undefined> {
  const future = new Future<undefined>();
  IOLoop.current().callLater(seconds, () => future.setResult(undefined));
  return future;
}
