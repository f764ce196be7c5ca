/** One function that waits for its time. */
export interface Timer {
  /** When it is due, in milliseconds of the host's clock. */
  readonly due: number;
  /** Order among timers that are due at the same time. */
  readonly serial: number;
  /** What runs; null once the timer has run or was removed. */
  work: (() => void) | null;
}

/** Clocks give fractions of milliseconds and deadlines are computed in seconds; less than this is the same moment. */
const TOLERANCE = 0.001;

/** Timers by time, then in the order they were added: a binary heap whose removed timers stay until they surface. */
export class Timers {
  private heap: Timer[] = [];
  private serial = 0;
  private removed = 0;

  get size(): number {
    return this.heap.length;
  }

  add(due: number, work: () => void): Timer {
    const timer: Timer = { due, serial: this.serial++, work };
    this.heap.push(timer);
    this.siftUp(this.heap.length - 1);
    return timer;
  }

  /** Removes a timer; harmless when it has run, or was removed before. */
  remove(timer: Timer): void {
    if (timer.work === null) return;
    timer.work = null;
    this.removed++;
    if (this.removed > 512 && this.removed > this.heap.length >> 1) this.purge();
  }

  /** Milliseconds until the next timer is due, 0 if it is already; undefined without timers. */
  delay(now: number): number | undefined {
    const next = this.peek();
    if (next === undefined) return undefined;
    return next.due <= now + TOLERANCE ? 0 : Math.ceil(next.due - now - TOLERANCE);
  }

  /** Takes the timers that are due out of the heap, in order. */
  takeDue(now: number): Timer[] {
    const due: Timer[] = [];
    for (let next = this.peek(); next !== undefined && next.due <= now + TOLERANCE; next = this.peek()) {
      due.push(this.pop());
    }
    return due;
  }

  /** Moves all deadlines, when the clock is replaced by one with another origin. */
  shift(milliseconds: number): void {
    this.heap = this.heap.map((timer) => {
      (timer as { due: number }).due += milliseconds;
      return timer;
    });
  }

  private peek(): Timer | undefined {
    while (this.heap.length > 0 && this.heap[0]!.work === null) {
      this.pop();
      this.removed--;
    }
    return this.heap[0];
  }

  private purge(): void {
    const live = this.heap.filter((timer) => timer.work !== null);
    this.heap = [];
    this.removed = 0;
    for (const timer of live) {
      this.heap.push(timer);
      this.siftUp(this.heap.length - 1);
    }
  }

  private pop(): Timer {
    const { heap } = this;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length > 0) {
      heap[0] = last;
      this.siftDown(0);
    }
    return first;
  }

  private siftUp(index: number): void {
    const { heap } = this;
    const timer = heap[index]!;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(timer, heap[parent]!)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = timer;
  }

  private siftDown(index: number): void {
    const { heap } = this;
    const timer = heap[index]!;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, timer)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = timer;
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.due < b.due || (a.due === b.due && a.serial < b.serial);
}
