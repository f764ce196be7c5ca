/** Marks what a generator of the shim may yield, in every copy of the package. */
const brand: symbol = /* @__PURE__ */ Symbol.for('coshift-shim.yieldable');

/** Marks the objects of a class. */
export function addBrand(prototype: object): void {
  Object.defineProperty(prototype, brand, { value: true });
}

/** Tells whether a value is a yieldable of this or another copy of the package. */
export function hasBrand(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[brand] === true;
}
