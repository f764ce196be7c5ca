import { NativePromise } from './native-promise.js';

/**
 * Runs a body at once and gives its outcome as a promise; a synchronous throw is a rejection like any other.
 *
 * @param body an async function, or any function without parameters
 */
export function runBody(body: () => unknown): Promise<unknown> {
  try {
    return NativePromise.resolve(body());
  } catch (error) {
    return NativePromise.reject(error);
  }
}
