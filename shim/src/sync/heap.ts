/** Adds an item to a binary heap whose first item is the lowest. */
export function heapPush<T>(heap: T[], item: T, compare: (a: T, b: T) => number): void {
  heap.push(item);
  rise(heap, 0, heap.length - 1, compare);
}

/** Takes the lowest item out of a heap that is not empty. */
export function heapPop<T>(heap: T[], compare: (a: T, b: T) => number): T {
  const last = heap.pop() as T;
  if (heap.length === 0) return last;
  const lowest = heap[0] as T;
  heap[0] = last;
  sink(heap, compare);
  return lowest;
}

/** Moves the item at `index` up to its place, not above `top`. */
function rise<T>(heap: T[], top: number, index: number, compare: (a: T, b: T) => number): void {
  const item = heap[index] as T;
  while (index > top) {
    const parent = (index - 1) >> 1;
    if (compare(item, heap[parent] as T) >= 0) break;
    heap[index] = heap[parent] as T;
    index = parent;
  }
  heap[index] = item;
}

/** Moves the first item down: the lower children up to a leaf, then the item from there to its place. */
function sink<T>(heap: T[], compare: (a: T, b: T) => number): void {
  const item = heap[0] as T;
  let index = 0;
  for (let child = 1; child < heap.length; child = 2 * index + 1) {
    const right = child + 1;
    if (right < heap.length && compare(heap[child] as T, heap[right] as T) >= 0) child = right;
    heap[index] = heap[child] as T;
    index = child;
  }
  heap[index] = item;
  rise(heap, 0, index, compare);
}
