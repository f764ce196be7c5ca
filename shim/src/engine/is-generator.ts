/** The prototype that the generators of the language share, as a class, so that one `instanceof` finds them. */
const NativeGenerator = /* @__PURE__ */ nativeGenerator();

/** Tells generator objects, also those of transpilers, from other values. */
export function isGenerator(value: unknown): value is Generator<unknown, unknown, unknown> {
  return value instanceof NativeGenerator || isForeignGenerator(value);
}

function isForeignGenerator(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const object = value as Record<PropertyKey, unknown>;
  return (
    typeof object['next'] === 'function' &&
    typeof object['throw'] === 'function' &&
    typeof object[Symbol.iterator] === 'function'
  );
}

function nativeGenerator(): new () => Generator<unknown, unknown, unknown> {
  function Native(): void {}
  const own = Object.getPrototypeOf(function* () {}.prototype as object) as object;
  Native.prototype = own;
  return Native as unknown as new () => Generator<unknown, unknown, unknown>;
}
