/**
 * A map whose keys are compared by value as far as values go: primitives as `Map` does, arrays of primitives by their
 * elements, everything else by identity. `1`, `'1'` and `true` are three keys.
 */
export class KeyTable<V> {
  private readonly single = new Map<unknown, V>();
  private readonly lists = new Map<string, V>();
  private readonly listKeys = new Map<string, unknown>();

  get size(): number {
    return this.single.size + this.lists.size;
  }

  get(key: unknown): V | undefined {
    const text = listText(key);
    return text === null ? this.single.get(key) : this.lists.get(text);
  }

  set(key: unknown, value: V): void {
    const text = listText(key);
    if (text === null) {
      this.single.set(key, value);
    } else {
      this.lists.set(text, value);
      this.listKeys.set(text, key);
    }
  }

  delete(key: unknown): void {
    const text = listText(key);
    if (text === null) this.single.delete(key);
    else if (this.lists.delete(text)) this.listKeys.delete(text);
  }

  keys(): unknown[] {
    return [...this.single.keys(), ...this.listKeys.values()];
  }
}

/** Writes an array of primitives so that equal arrays, and no others, give equal texts; null for other values. */
function listText(key: unknown): string | null {
  if (!Array.isArray(key)) return null;
  const parts: string[] = [];
  for (const item of key as unknown[]) {
    const part = Array.isArray(item) ? listText(item) : primitiveText(item);
    if (part === null) return null;
    parts.push(part);
  }
  return `[${parts.join(',')}]`;
}

function primitiveText(item: unknown): string | null {
  switch (typeof item) {
    case 'string':
      return JSON.stringify(item);
    case 'object':
      return item === null ? 'null' : null;
    case 'function':
    case 'symbol':
      return null;
    case 'bigint':
      return `${item}n`;
    default:
      return String(item);
  }
}
