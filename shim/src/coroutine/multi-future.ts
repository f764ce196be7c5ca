import { logError } from '../loop/log.js';
import { FAILED, Future, PENDING, type FutureWaiter } from './future.js';
import { isQuiet, type QuietExceptions } from './quiet-exceptions.js';

/**
 * Follows several futures: done when all are, with all values in order, or with the first error in the order of the
 * list. The other errors are logged, except quiet ones.
 */
export class MultiFuture extends Future implements FutureWaiter {
  private open = 1;

  constructor(
    private readonly children: readonly Future[],
    private readonly shape: ((results: unknown[]) => unknown) | null,
    private readonly quiet: QuietExceptions,
  ) {
    super();
    for (let i = 0; i < children.length; i++) {
      const child = children[i]!;
      if (child.state !== PENDING) {
        // Its error is looked at when all are done.
        if (child.state === FAILED) child.observe();
        continue;
      }
      this.open++;
      child.addWaiter(this);
    }
    this.futureDone();
  }

  futureDone(): void {
    if (--this.open > 0) return;
    const { children } = this;
    const results = new Array<unknown>(children.length);
    let failed: Future | null = null;
    for (let i = 0; i < children.length; i++) {
      const child = children[i]!;
      results[i] = child.payload;
      if (child.state !== FAILED) continue;
      child.observe();
      if (failed === null) failed = child;
      else if (!isQuiet(child.payload, this.quiet)) logError('Multiple exceptions in yield list', child.payload);
    }
    if (failed !== null) this.setException(failed.payload);
    else this.setResult(this.shape === null ? results : this.shape(results));
  }
}
