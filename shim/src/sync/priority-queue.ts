import { compareValues } from './compare-values.js';
import { heapPop, heapPush } from './heap.js';
import { Queue } from './queue.js';

/**
 * A queue that gives the lowest item first (`queues.PriorityQueue`). Items are usually `[priority, data]`. Equal items come
 * in no particular order.
 */
export class PriorityQueue<T = unknown> extends Queue<T> {
  private readonly compare: (a: T, b: T) => number;

  /**
   * @param maxsize how many items fit; 0 for any number
   * @param compare negative when `a` comes before `b`; default: arrays by their elements, others with `<`
   */
  constructor(maxsize = 0, compare: (a: T, b: T) => number = compareValues) {
    super(maxsize);
    this.compare = compare;
  }

  protected override _init(): void {
    this.items = [];
  }

  protected override _put(item: T): void {
    heapPush(this.items as T[], item, this.compare);
  }

  protected override _get(): T {
    return heapPop(this.items as T[], this.compare);
  }
}
