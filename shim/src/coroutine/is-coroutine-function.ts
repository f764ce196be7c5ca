const mark: unique symbol = /* @__PURE__ */ Symbol.for('coshift-shim.coroutine');

/** Marks a function made by `coroutine` or `engine`. */
export function markCoroutine(fn: object): void {
  Object.defineProperty(fn, mark, { value: true });
}

/** Tells whether a function was made by `coroutine` or `engine` (`gen.is_coroutine_function`). */
export function isCoroutineFunction(fn: unknown): boolean {
  return typeof fn === 'function' && (fn as unknown as { [mark]?: boolean })[mark] === true;
}
