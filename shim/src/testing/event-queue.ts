/** What an {@link EventQueue} keeps in order. */
export interface QueuedEvent {
  /** Virtual time in milliseconds at which it is due. */
  due: number;
  /** Position among the events that are due at the same time; set by the queue. */
  order: number;
  /** Whether it waits in the queue; set by the queue. */
  waiting: boolean;
}

/** Waiting events in the order in which they run: by time, then by insertion. */
export class EventQueue<E extends QueuedEvent> implements Iterable<E> {
  /** Sorted; most events are added near the end. */
  readonly #events: E[] = [];
  #inserted = 0;

  /** How many events wait. */
  get size(): number {
    return this.#events.length;
  }

  /** The event that runs next. */
  first(): E | undefined {
    return this.#events[0];
  }

  /** The waiting events in order. */
  [Symbol.iterator](): IterableIterator<E> {
    return this.#events.values();
  }

  /** Adds an event behind those that are due at the same time. */
  add(event: E): void {
    event.order = ++this.#inserted;
    event.waiting = true;
    this.#events.splice(this.#position(event), 0, event);
  }

  /** Takes an event out; harmless when it does not wait. */
  remove(event: E): void {
    if (!event.waiting) return;
    event.waiting = false;
    this.#events.splice(this.#position(event), 1);
  }

  /** Index of `event`, or the one where it belongs. */
  #position(event: E): number {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#events[middle] as E;
      if (other.due < event.due || (other.due === event.due && other.order < event.order)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
