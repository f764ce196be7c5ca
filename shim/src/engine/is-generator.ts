/** Tells generator objects, also those of transpilers, from other values. */
export function isGenerator(value: unknown): value is Generator<unknown, unknown, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const object = value as Record<PropertyKey, unknown>;
  return (
    typeof object['next'] === 'function' &&
    typeof object['throw'] === 'function' &&
    typeof object[Symbol.iterator] === 'function'
  );
}
