import { ValueError } from '../coroutine/errors.js';
import { Semaphore } from './semaphore.js';

/** A semaphore that cannot be released more often than it was acquired (`locks.BoundedSemaphore`). */
export class BoundedSemaphore extends Semaphore {
  private readonly initial: number;

  constructor(value = 1) {
    super(value);
    this.initial = value;
  }

  /** @throws ValueError when everything is released already */
  override release(): void {
    if (this.value >= this.initial) throw new ValueError('Semaphore released too many times');
    super.release();
  }
}
