import type { Span } from '../items.js';

/** Finds what lies inside of a stretch of the source without looking at all of it. */
export class SpanIndex<Item extends Span> {
  private readonly sorted: readonly { readonly item: Item; readonly place: number }[];

  constructor(items: readonly Item[]) {
    this.sorted = items.map((item, place) => ({ item, place })).sort((a, b) => a.item.start - b.item.start);
  }

  /** The items inside of a stretch, in the order in which they were given. */
  inside({ start, end }: Span): Item[] {
    const found = [];
    for (let at = this.firstFrom(start); at < this.sorted.length; at++) {
      const entry = this.sorted[at]!;
      if (entry.item.start > end) break;
      if (entry.item.end <= end) found.push(entry);
    }
    return found.sort((a, b) => a.place - b.place).map(({ item }) => item);
  }

  private firstFrom(offset: number): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.sorted[middle]!.item.start < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
