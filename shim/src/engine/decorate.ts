import { noteCopy } from '../copies.js';

type AnyFunction = (...args: unknown[]) => unknown;

/** As much of a `ClassMethodDecoratorContext` as tells methods from other members; the whole would hide this overload. */
export interface MethodContext {
  readonly kind: 'method';
}

/** What a decorator is called with: a function (perhaps with a context), or target, key and descriptor. */
export type MethodDecoration = readonly [unknown, unknown?, unknown?];

/**
 * Applies a function wrapper as a plain function, a standard decorator or a legacy decorator.
 * @param wrap makes the wrapper of one function
 * @param decoration the arguments of the decorator
 */
export function decorate(wrap: (fn: AnyFunction) => AnyFunction, decoration: MethodDecoration): unknown {
  noteCopy();
  const [target, , descriptor] = decoration;
  if (isDescriptor(descriptor)) {
    return {
      ...descriptor,
      value: copyIdentity(descriptor.value as AnyFunction, wrap(descriptor.value as AnyFunction)),
    };
  }
  if (typeof target !== 'function') throw new TypeError(`A function or method was expected, got ${typeof target}`);
  return copyIdentity(target as AnyFunction, wrap(target as AnyFunction));
}

function isDescriptor(value: unknown): value is PropertyDescriptor {
  return typeof value === 'object' && value !== null && typeof (value as PropertyDescriptor).value === 'function';
}

/** Gives a wrapper the name, the length and the own properties of the function inside, and a way back to that. */
function copyIdentity(from: AnyFunction, to: AnyFunction): AnyFunction {
  for (const key of Reflect.ownKeys(from)) {
    if (key === 'prototype' || key === 'arguments' || key === 'caller') continue;
    Object.defineProperty(to, key, Object.getOwnPropertyDescriptor(from, key)!);
  }
  Object.defineProperty(to, '__wrapped__', { value: from, configurable: true, writable: true });
  return to;
}
