import { Future } from './future.js';

/** Yielding it gives way for exactly one turn of the loop (`gen.moment`). */
export const moment: Future<undefined> = /* @__PURE__ */ makeMoment();

function makeMoment(): Future<undefined> {
  const future = new Future<undefined>();
  future.setResult(undefined);
  return future;
}
