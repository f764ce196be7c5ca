import { FAILED, PENDING, type Future } from '../coroutine/future.js';
import { moment } from '../coroutine/moment.js';
import { IOLoop } from '../loop/io-loop.js';
import type { BaseRunner } from './base-runner.js';
import { YieldPoint } from './yield-point.js';

/**
 * Waits for a future in an engine (`gen.YieldFuture` of Tornado 3): one that is done is no wait at all, another resumes the
 * engine in the turn after it was set.
 */
export class FuturePoint extends YieldPoint {
  private ready = false;

  constructor(private readonly future: Future) {
    super();
  }

  override start(runner: BaseRunner): void {
    this.ready = this.future.state !== PENDING && this.future !== moment;
    if (this.ready) return;
    IOLoop.current().addFuture(this.future, () => {
      this.ready = true;
      runner.resultArrived();
    });
  }

  override isReady(): boolean {
    return this.ready;
  }

  override getResult(): unknown {
    if (this.future.state !== FAILED) return this.future.payload;
    this.future.observe();
    throw this.future.payload;
  }
}
