import { ValueError } from '../coroutine/errors.js';
import { hosts } from './host.js';
import { IOLoop, type Timeout } from './io-loop.js';

/**
 * Calls a function again and again (`ioloop.PeriodicCallback`). When calls take longer than the period, ticks are skipped
 * and the phase is kept.
 */
export class PeriodicCallback {
  private readonly loop = IOLoop.current();
  private running = false;
  private next = 0;
  private timeout: Timeout | null = null;

  /**
   * @param callback its errors are reported by the loop
   * @param period in **milliseconds**, unlike other times of the loop
   * @throws ValueError when the period is not positive
   */
  constructor(
    private readonly callback: () => unknown,
    private readonly period: number,
  ) {
    if (!(period > 0)) throw new ValueError('Periodic callback must have a positive callback_time');
  }

  /** Starts the ticks; the first one comes after one period. Starting again begins a new phase. */
  start(): void {
    if (this.timeout !== null) this.loop.removeTimeout(this.timeout);
    this.running = true;
    this.next = hosts.current.now();
    this.schedule();
  }

  /** Stops the ticks. */
  stop(): void {
    this.running = false;
    if (this.timeout !== null) this.loop.removeTimeout(this.timeout);
    this.timeout = null;
  }

  /** Whether the ticks are started. */
  isRunning(): boolean {
    return this.running;
  }

  private readonly tick = (): unknown => {
    if (!this.running) return undefined;
    try {
      return this.callback();
    } catch (error) {
      this.loop.handleCallbackException(this.callback, error);
      return undefined;
    } finally {
      this.schedule();
    }
  };

  private schedule(): void {
    if (!this.running) return;
    const now = hosts.current.now();
    if (this.next <= now) this.next += (Math.floor((now - this.next) / this.period) + 1) * this.period;
    this.timeout = this.loop.callLater((this.next - now) / 1000, this.tick);
  }
}
