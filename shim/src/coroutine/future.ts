import { addBrand } from '../engine/brand.js';
import { InvalidStateError } from './errors.js';
import { logError } from '../loop/log.js';
import { turns, type TurnWork } from '../loop/turns.js';
import { reportUnobserved } from './unobserved.js';

/** Objects that wait for a future without a function of their own. */
export interface FutureWaiter {
  /** Called inside the setting of the result; must not throw. */
  futureDone(future: Future): void;
}

type DoneCallback<T> = (future: Future<T>) => unknown;
type Waiter = DoneCallback<never> | FutureWaiter;

/** The states of a future: the lower bits of its flags. */
export const PENDING = 0;
export const SUCCEEDED = 1;
export const FAILED = 2;
const STATE = 3;
/** Somebody has read the error, or waits for it. */
const OBSERVED = 4;

/**
 * A result that will be there later (`concurrent.Future` of Tornado 4.5). Unlike a promise it can be asked whether it is
 * done, holds whatever it is given, also another future, and runs its callbacks inside `setResult`. It is a thenable, so
 * that `await` and `Promise.all` take it; a future inside it is flattened by those.
 *
 * An error that nobody looks at is logged two turns after it was set.
 */
export class Future<T = unknown> implements PromiseLike<T> {
  static {
    addBrand(this.prototype);
  }

  /** @internal The state, OBSERVED, and bits of subclasses: one field, since there may be very many futures. */
  flags: number = PENDING;
  /** @internal The value or the error; free for subclasses while there is neither. */
  payload: unknown = undefined;
  private waiters: Waiter | Waiter[] | undefined = undefined;

  /** @internal */
  get state(): number {
    return this.flags & STATE;
  }

  /** @internal */
  get observed(): boolean {
    return (this.flags & OBSERVED) !== 0;
  }

  /** @internal Says that somebody has read the error, or will. */
  observe(): void {
    this.flags |= OBSERVED;
  }

  /** Whether there is a result or an error. */
  done(): boolean {
    return this.state !== PENDING;
  }

  /**
   * Gives the value.
   * @throws the error, the same object for every reader
   * @throws InvalidStateError while there is none
   */
  result(): T {
    if (this.state === SUCCEEDED) return this.payload as T;
    if (this.state === PENDING) throw notDone();
    this.observe();
    throw this.payload;
  }

  /**
   * Gives the error, or undefined after success.
   * @throws InvalidStateError while there is neither
   */
  exception(): unknown {
    if (this.state === PENDING) throw notDone();
    if (this.state === SUCCEEDED) return undefined;
    this.observe();
    return this.payload;
  }

  /**
   * Sets the value and runs the callbacks.
   * @throws InvalidStateError when there is a result already
   */
  setResult(value: T): void {
    if (this.state !== PENDING) throw alreadyDone();
    this.flags |= SUCCEEDED;
    this.payload = value;
    if (this.waiters !== undefined) this.notify();
  }

  /**
   * Sets the error and runs the callbacks.
   * @throws InvalidStateError when there is a result already
   */
  setException(error: unknown): void {
    if (this.state !== PENDING) throw alreadyDone();
    this.flags |= FAILED;
    this.payload = error;
    if (this.waiters !== undefined) {
      this.observe();
      this.notify();
    } else if (!this.observed) {
      reportUnobserved(this);
    }
  }

  /**
   * Adds a function that is called with this future inside the setting of the result; at once if there is one. Errors
   * of functions that had to wait are logged.
   */
  addDoneCallback(callback: (future: Future<T>) => unknown): void {
    if (this.state === PENDING) return this.addWaiter(callback);
    this.observe();
    callback(this);
  }

  /** Futures of this kind cannot be cancelled. */
  cancel(): boolean {
    return false;
  }

  /** Always false, see {@link Future.cancel}. */
  cancelled(): boolean {
    return false;
  }

  /** Takes the future as a promise; counts as looking at the error. */
  then<R1 = T, R2 = never>(
    onValue?: ((value: T) => R1 | PromiseLike<R1>) | null,
    onError?: ((error: unknown) => R2 | PromiseLike<R2>) | null,
  ): Promise<R1 | R2> {
    return this.asPromise().then(onValue, onError);
  }

  /** As `Promise.prototype.catch`. */
  catch<R = never>(onError?: ((error: unknown) => R | PromiseLike<R>) | null): Promise<T | R> {
    return this.asPromise().then(undefined, onError);
  }

  /** As `Promise.prototype.finally`. */
  finally(onDone?: (() => void) | null): Promise<T> {
    return this.asPromise().finally(onDone);
  }

  /** `const value = yield* future` does the same as `yield future` and has the right type in TypeScript. */
  *[Symbol.iterator](): Generator<this, T, T> {
    return yield this;
  }

  /** @internal Makes a native promise; a future or promise inside is flattened. */
  asPromise(): Promise<T> {
    this.observe();
    if (this.state === SUCCEEDED) return Promise.resolve(this.payload as T);
    if (this.state === FAILED) return Promise.reject(this.payload);
    return new Promise((resolve, reject) => this.addWaiter(new PromiseLink(this, resolve, reject)));
  }

  /** @internal Adds somebody who waits; only while pending. */
  addWaiter(waiter: Waiter): void {
    const { waiters } = this;
    if (waiters === undefined) this.waiters = waiter;
    else if (Array.isArray(waiters)) waiters.push(waiter);
    else this.waiters = [waiters, waiter];
  }

  private notify(): void {
    const waiters = this.waiters!;
    this.waiters = undefined;
    if (!Array.isArray(waiters)) notifyOne(waiters, this);
    else for (let i = 0; i < waiters.length; i++) notifyOne(waiters[i]!, this);
  }
}

function notifyOne(waiter: Waiter, future: Future): void {
  if (typeof waiter !== 'function') return waiter.futureDone(future);
  try {
    (waiter as DoneCallback<unknown>)(future);
  } catch (error) {
    logError(`Exception in callback ${waiter.name || '(anonymous)'} of a Future`, error);
  }
}

/** Resolves a promise in the turn after a future is done, which is when coroutines that wait for it are resumed. */
class PromiseLink<T> implements FutureWaiter, TurnWork {
  constructor(
    private readonly future: Future<T>,
    private readonly resolve: (value: T) => void,
    private readonly reject: (error: unknown) => void,
  ) {}

  futureDone(): void {
    turns.pushResumption(this);
  }

  runTurn(): void {
    turns.endTask();
    if (this.future.state === SUCCEEDED) this.resolve(this.future.payload as T);
    else this.reject(this.future.payload);
  }
}

function notDone(): InvalidStateError {
  return new InvalidStateError('The result is not there yet\nYield the future, await it, or use addDoneCallback');
}

function alreadyDone(): InvalidStateError {
  return new InvalidStateError('The future has a result already\nAsk done() first, or set it in one place only');
}
