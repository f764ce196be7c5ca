/** A list or dictionary that was yielded, taken apart. */
export interface Collection {
  /** What is in it, in order. */
  readonly children: readonly unknown[];
  /** Puts the results together in the same kind of collection; null for a list, whose results are it already. */
  readonly shape: ((results: unknown[]) => unknown) | null;
}

/** Takes an array, a plain object or a `Map` apart; null for everything else. */
export function readCollection(value: unknown): Collection | null {
  if (Array.isArray(value)) return { children: value as unknown[], shape: null };
  if (typeof value !== 'object' || value === null) return null;
  if (value instanceof Map) {
    const keys = [...value.keys()] as unknown[];
    return { children: [...value.values()] as unknown[], shape: (results) => new Map(pairs(keys, results)) };
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return null;
  if (typeof (value as { then?: unknown }).then === 'function') return null;
  const keys = Object.keys(value);
  const children = keys.map((key) => (value as Record<string, unknown>)[key]);
  return { children, shape: (results) => Object.fromEntries(pairs(keys, results)) };
}

function pairs<K>(keys: readonly K[], results: readonly unknown[]): [K, unknown][] {
  return keys.map((key, index) => [key, results[index]]);
}
