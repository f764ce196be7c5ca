import { Queue } from './queue.js';

/** A queue that gives the item that was put in last (`queues.LifoQueue`). */
export class LifoQueue<T = unknown> extends Queue<T> {
  protected override _init(): void {
    this.items = [];
  }

  protected override _put(item: T): void {
    (this.items as T[]).push(item);
  }

  protected override _get(): T {
    return (this.items as T[]).pop() as T;
  }
}
