/**
 * The promise that async functions give. `globalThis.Promise` may be another one: programs used to put Bluebird there, and
 * its promises go on later than those that are awaited.
 */
export const NativePromise = /* @__PURE__ */ nativePromise();

function nativePromise(): PromiseConstructor {
  // eslint-disable-next-line @typescript-eslint/require-await -- its promise is all that is wanted
  return (async () => undefined)().constructor as PromiseConstructor;
}
