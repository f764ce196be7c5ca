/** A list that is cheap at both ends. */
export class Deque<T> implements Iterable<T> {
  private items: (T | undefined)[] = [];
  private head = 0;

  get length(): number {
    return this.items.length - this.head;
  }

  push(item: T): void {
    this.items.push(item);
  }

  pop(): T | undefined {
    return this.length === 0 ? undefined : this.items.pop();
  }

  shift(): T | undefined {
    if (this.length === 0) return undefined;
    const item = this.items[this.head];
    this.items[this.head++] = undefined;
    // Half of the array is gaps: move the rest down, which costs one step per item that was taken.
    if (this.head > 32 && this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
    return item;
  }

  /** The first item, which stays. */
  peek(): T | undefined {
    return this.items[this.head];
  }

  /** Keeps only what a test accepts. */
  retain(test: (item: T) => boolean): void {
    this.items = [...this].filter(test);
    this.head = 0;
  }

  *[Symbol.iterator](): Generator<T, void, unknown> {
    for (let i = this.head; i < this.items.length; i++) yield this.items[i] as T;
  }
}
