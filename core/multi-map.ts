/** A map from keys to lists of items. */
export class MultiMap<Key, Item> extends Map<Key, Item[]> {
  add(key: Key, ...items: readonly Item[]): void {
    const list = this.get(key);
    if (list) list.push(...items);
    else this.set(key, [...items]);
  }

  /** The items of a key, none where nothing was added. */
  listOf(key: Key): readonly Item[] {
    return this.get(key) ?? [];
  }
}
