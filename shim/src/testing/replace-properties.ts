/**
 * Replaces properties of an object, only those that it has.
 *
 * @param target the object
 * @param replacements the new values by name
 * @returns puts the old properties back, descriptors and all
 */
export function replaceProperties(target: object, replacements: Record<string, unknown>): () => void {
  const before = new Map<string, PropertyDescriptor | undefined>();
  for (const [name, value] of Object.entries(replacements)) {
    if (!(name in target)) continue;
    const own = Object.getOwnPropertyDescriptor(target, name);
    before.set(name, own);
    Object.defineProperty(target, name, {
      value,
      writable: true,
      configurable: true,
      enumerable: own?.enumerable ?? false,
    });
  }
  return () => {
    for (const [name, own] of before) {
      if (own === undefined) Reflect.deleteProperty(target, name);
      else Object.defineProperty(target, name, own);
    }
  };
}
