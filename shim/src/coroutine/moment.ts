import { turns } from '../loop/turns.js';
import { Future } from './future.js';

/** A future that is done, and nevertheless waited for. */
class Moment extends Future<undefined> {
  constructor() {
    super();
    this.setResult(undefined);
  }

  override asPromise(): Promise<undefined> {
    return new Promise((resolve) => turns.push({ runTurn: () => resolve(undefined) }));
  }
}

/** Yielding or awaiting it gives way for exactly one turn of the loop (`gen.moment`). In a list it is no wait. */
export const moment: Future<undefined> = /* @__PURE__ */ new Moment();
