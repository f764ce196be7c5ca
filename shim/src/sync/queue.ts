import { TimeoutError, ValueError } from '../coroutine/errors.js';
import { Future } from '../coroutine/future.js';
import { Deque } from './deque.js';
import { Event } from './event.js';
import { expire, type Timeout } from './expire.js';
import { QueueEmpty, QueueFull } from './queue-errors.js';

/**
 * A queue between coroutines (`queues.Queue`). Putting and getting give futures that are done at once when possible; who
 * has to wait is served in the order of coming, and resumed on a later turn.
 *
 * `for await (const item of queue)` gets items for ever, without calling `taskDone`. Subclasses may keep the items in
 * another way by overriding `_init`, `_put`, `_get` and `qsize`.
 */
export class Queue<T = unknown> implements AsyncIterable<T> {
  /** How many items fit; 0 for any number. */
  readonly maxsize: number;
  private readonly getters = new Deque<Future<T>>();
  private readonly putters = new Deque<{ item: T; future: Future<undefined> }>();
  private readonly finished = new Event();
  private unfinishedTasks = 0;
  /** The items. */
  declare protected items: { readonly length: number };

  /**
   * @param maxsize how many items fit; 0 for any number
   * @throws TypeError for null, ValueError for a negative number
   */
  constructor(maxsize = 0) {
    if (typeof maxsize !== 'number')
      throw new TypeError("maxsize can't be None\nLeave it out for a queue without limit");
    if (maxsize < 0) throw new ValueError("maxsize can't be negative");
    this.maxsize = maxsize;
    this._init();
    this.finished.set();
  }

  /** How many items are in the queue. */
  qsize(): number {
    return this.items.length;
  }

  /** Whether nothing is in the queue. */
  empty(): boolean {
    return this.qsize() === 0;
  }

  /** Whether nothing more fits. */
  full(): boolean {
    return this.maxsize !== 0 && this.qsize() >= this.maxsize;
  }

  /**
   * Puts an item in, waiting for room.
   * @param timeout a deadline: absolute seconds on `IOLoop.time()` or `{ seconds }`; then the future fails with a
   * `TimeoutError` and the item never gets in
   */
  put(item: T, timeout?: Timeout): Future<undefined> {
    const future = new Future<undefined>();
    if (this.tryPut(item)) {
      future.setResult(undefined);
    } else {
      this.putters.push({ item, future });
      expire(future, timeout, () => future.setException(new TimeoutError()));
    }
    return future;
  }

  /**
   * Puts an item in at once.
   * @throws QueueFull when there is no room
   */
  putNowait(item: T): void {
    if (!this.tryPut(item)) throw new QueueFull('The queue is full');
  }

  /**
   * Takes an item out, waiting for one.
   * @param timeout a deadline; then the future fails with a `TimeoutError` and no item is lost
   */
  get(timeout?: Timeout): Future<T> {
    const future = new Future<T>();
    if (this.hasItem()) {
      future.setResult(this.take());
    } else {
      this.getters.push(future);
      expire(future, timeout, () => future.setException(new TimeoutError()));
    }
    return future;
  }

  /**
   * Takes an item out at once.
   * @throws QueueEmpty when there is none
   */
  getNowait(): T {
    if (!this.hasItem()) throw new QueueEmpty('The queue is empty');
    return this.take();
  }

  /**
   * Says that the work for one item is done; `join` waits for as many as were put in.
   * @throws ValueError when called more often than items were put in
   */
  taskDone(): void {
    if (this.unfinishedTasks <= 0) throw new ValueError('task_done() called too many times');
    this.unfinishedTasks--;
    if (this.unfinishedTasks === 0) this.finished.set();
  }

  /** Waits until the work for all items is done. */
  join(timeout?: Timeout): Future<undefined> {
    return this.finished.wait(timeout);
  }

  [Symbol.asyncIterator](): AsyncIterator<T, never> {
    return { next: async () => ({ done: false, value: await this.get() }) };
  }

  /** Makes the empty store of items; called by the constructor. */
  protected _init(): void {
    this.items = new Deque<T>();
  }

  /** Puts an item into the store. */
  protected _put(item: T): void {
    (this.items as Deque<T>).push(item);
  }

  /** Takes an item out of the store, which is not empty. */
  protected _get(): T {
    return (this.items as Deque<T>).shift() as T;
  }

  private tryPut(item: T): boolean {
    this.dropExpired();
    const getter = this.getters.shift();
    if (getter === undefined && this.full()) return false;
    this.store(item);
    getter?.setResult(this._get());
    return true;
  }

  private hasItem(): boolean {
    this.dropExpired();
    return this.putters.length > 0 || this.qsize() > 0;
  }

  private take(): T {
    const putter = this.putters.shift();
    if (putter !== undefined) {
      this.store(putter.item);
      putter.future.setResult(undefined);
    }
    return this._get();
  }

  private store(item: T): void {
    this.unfinishedTasks++;
    this.finished.clear();
    this._put(item);
  }

  /** Waiters whose deadline has passed are out of play. */
  private dropExpired(): void {
    while (this.putters.peek()?.future.done() === true) this.putters.shift();
    while (this.getters.peek()?.done() === true) this.getters.shift();
  }
}
