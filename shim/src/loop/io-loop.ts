import { convertYielded } from '../coroutine/convert-yielded.js';
import { RuntimeError, TimeoutError } from '../coroutine/errors.js';
import { Future } from '../coroutine/future.js';
import { BadYieldError } from '../engine/errors.js';
import { deadlineMoment, loopTime, type Deadline } from './deadline.js';
import { hosts } from './host.js';
import { logError } from './log.js';
import { ScheduledCall, type CallReceiver } from './scheduled-call.js';
import type { Timer } from './timers.js';
import { turns } from './turns.js';

/** A handle of a waiting timer, for `removeTimeout`. */
export type Timeout = Timer;

/** Options of {@link IOLoop.runSync}. */
export interface RunSyncOptions {
  /** Seconds after which the wait is given up; the work itself goes on. */
  readonly timeout?: number | undefined;
}

/**
 * The event loop (`ioloop.IOLoop` of Tornado 4.5), on top of the host's. There is one per program. It needs no starting:
 * what is added runs in the next turn, in order; then come the timers that were due when the turn began.
 *
 * Callbacks run with the contexts and `AsyncLocalStorage` values of the code that added them. Their errors are logged and
 * do not stop the loop; a future or promise that a callback returns is followed, and its error logged.
 */
export class IOLoop implements CallReceiver {
  private started: { finish(): void; keepAlive: unknown } | null = null;
  private stopping = false;

  private constructor() {}

  /** The loop. */
  static current(): IOLoop {
    return (theLoop ??= new IOLoop());
  }

  /** The loop; the same as {@link IOLoop.current}. */
  static instance(): IOLoop {
    return IOLoop.current();
  }

  /** The time in seconds that absolute deadlines are compared with. */
  time(): number {
    return loopTime();
  }

  /** Calls a function in the next turn. */
  addCallback<A extends unknown[]>(fn: (...args: A) => unknown, ...args: A): void {
    turns.push(new ScheduledCall(this, fn, args, false));
  }

  /** Calls a function in the next turn, outside of all contexts, so that its errors are only logged. */
  spawnCallback<A extends unknown[]>(fn: (...args: A) => unknown, ...args: A): void {
    turns.push(new ScheduledCall(this, fn, args, true));
  }

  /**
   * Calls a function with the future in the turn after it is done; in the next turn if it is done already. Of a promise it
   * gets a future.
   */
  addFuture<T>(future: PromiseLike<T>, fn: (future: Future<T>) => unknown): void {
    const converted = convertYielded<T>(future);
    const call = new ScheduledCall(this, fn, [converted], false);
    converted.addDoneCallback(() => turns.push(call));
  }

  /**
   * Calls a function later.
   * @param seconds from now
   * @returns a handle for {@link IOLoop.removeTimeout}
   */
  callLater<A extends unknown[]>(seconds: number, fn: (...args: A) => unknown, ...args: A): Timeout {
    return this.addTimer(hosts.current.now() + seconds * 1000, fn, args);
  }

  /**
   * Calls a function at a moment.
   * @param when in seconds on {@link IOLoop.time}
   */
  callAt<A extends unknown[]>(when: number, fn: (...args: A) => unknown, ...args: A): Timeout {
    return this.addTimer(deadlineMoment(when), fn, args);
  }

  /**
   * Calls a function at a deadline.
   * @param deadline a number is absolute seconds on {@link IOLoop.time}, `{ seconds }` counts from now
   */
  addTimeout<A extends unknown[]>(deadline: Deadline, fn: (...args: A) => unknown, ...args: A): Timeout {
    return this.addTimer(deadlineMoment(deadline), fn, args);
  }

  /** Removes a timer; harmless when it has run or was removed before. */
  removeTimeout(timeout: Timeout): void {
    turns.timers.remove(timeout);
  }

  /**
   * Calls a function from the loop and gives a promise of its result. Nothing can block in JavaScript: what should run
   * after it has to await the promise.
   * @param fn may give a future or a promise; a plain value other than undefined is a `BadYieldError`
   * @param options the timeout, in seconds
   */
  runSync<T>(fn: () => PromiseLike<T> | T, options: RunSyncOptions | number = {}): Promise<Awaited<T>> {
    const timeout = typeof options === 'number' ? options : options.timeout;
    return new Promise((resolve, reject) => {
      const timer = timeout === undefined ? undefined : this.callLater(timeout, () => reject(runSyncTimeout(timeout)));
      const finish = (future: Future<Awaited<T>>): void => {
        if (timer !== undefined) this.removeTimeout(timer);
        if (future.exception() === undefined && future.state === 1) resolve(future.result());
        else reject(future.exception());
      };
      this.addCallback(() => {
        try {
          this.addFuture(resultFuture(fn()) as Future<Awaited<T>>, finish);
        } catch (error) {
          if (timer !== undefined) this.removeTimeout(timer);
          reject(error);
        }
      });
    });
  }

  /**
   * Keeps the program alive until {@link IOLoop.stop}. Cannot block: gives a promise of that moment.
   * @throws RuntimeError when the loop is started already
   */
  start(): Promise<void> {
    if (this.started !== null) throw new RuntimeError('IOLoop is already running');
    if (this.stopping) {
      this.stopping = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.started = { finish: resolve, keepAlive: undefined };
      this.stayAlive();
    });
  }

  /** Ends {@link IOLoop.start}; before it, makes the next start end at once. Waiting callbacks still run. */
  stop(): void {
    if (this.started === null) {
      this.stopping = true;
      return;
    }
    this.removeTimeout(this.started.keepAlive as Timeout);
    this.started.finish();
    this.started = null;
  }

  /** Receives the errors of callbacks; replace it to do something else than log them. */
  handleCallbackException(callback: (...args: never[]) => unknown, error: unknown): void {
    logError(`Exception in callback ${callback.name || '(anonymous)'}`, error);
  }

  /** @internal */
  callFailed(fn: (...args: never[]) => unknown, error: unknown): void {
    this.handleCallbackException(fn, error);
  }

  /** @internal Follows what a callback returned, if it can be waited for. */
  callReturned(value: unknown): void {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return;
    let future: Future;
    try {
      future = convertYielded(value);
    } catch (error) {
      if (error instanceof BadYieldError) return;
      throw error;
    }
    this.addFuture(future, discardResult);
  }

  private addTimer(due: number, fn: (...args: never[]) => unknown, args: readonly unknown[]): Timeout {
    const call = new ScheduledCall(this, fn, args, false);
    const timer = turns.timers.add(due, () => call.runTurn());
    turns.setAlarm();
    return timer;
  }

  /** A host may exit while nothing is pending; a timer that is always set again keeps it. */
  private stayAlive(): void {
    if (this.started !== null) this.started.keepAlive = this.callLater(86_400, () => this.stayAlive());
  }
}

let theLoop: IOLoop | undefined;

function discardResult(future: Future): void {
  future.result();
}

function resultFuture(value: unknown): Future {
  if (value !== undefined && value !== null) return convertYielded(value);
  const future = new Future();
  future.setResult(undefined);
  return future;
}

function runSyncTimeout(seconds: number): TimeoutError {
  return new TimeoutError(`Operation timed out after ${seconds} seconds`);
}
