import { promisify } from 'node:util';

type AnyFunction = (...args: unknown[]) => unknown;

/**
 * Gives a stubbed module the promise forms that the real one has: `promises` holds each of its functions with the
 * callback left out. They call the stub at call time, so that both forms leave the same events.
 */
export function withPromises(stub: Record<string, unknown>): Record<string, unknown> {
  // The namespace of an ES module cannot be extended, and needs nothing.
  if ('promises' in stub || !Object.isExtensible(stub)) return stub;
  const promises: Record<string, AnyFunction> = {};
  for (const [name, value] of Object.entries(stub)) {
    if (typeof value !== 'function') continue;
    promises[name] = (...args) => promisify(stub[name] as AnyFunction).apply(stub, args as []);
  }
  Object.defineProperty(stub, 'promises', { value: promises, enumerable: false, configurable: true, writable: true });
  return stub;
}

/** The stub for a required name: `node:` is ignored, `fs/promises` is the `promises` member of the stub for `fs`. */
export function findStub(stubs: Readonly<Record<string, unknown>>, specifier: string): unknown {
  const name = specifier.replace(/^node:/, '');
  const direct = stubs[specifier] ?? stubs[name];
  if (direct !== undefined) return isRecord(direct) ? withPromises(direct) : direct;
  if (!name.endsWith('/promises')) return undefined;
  const owner = stubs[name.slice(0, -'/promises'.length)];
  return isRecord(owner) ? withPromises(owner)['promises'] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
