import { CallPoint } from '../engine/call-point.js';
import { hasBrand } from '../engine/brand.js';
import { badYield } from '../engine/bad-yield.js';
import { readCollection } from './collection.js';
import { findConverter, registerClass, registerPredicate, registry, type Converter } from './converters.js';
import { fromPromise } from './from-promise.js';
import { Future } from './future.js';
import { moment } from './moment.js';
import { MultiFuture } from './multi-future.js';
import { taskFuture } from './task-future.js';

/** Makes a future of anything that a coroutine may yield (`gen.convert_yielded`), and lets others be registered. */
export interface ConvertYielded {
  /**
   * @param yielded a future, promise or thenable, Task, an array, plain object or `Map` of those, undefined or null for
   * `moment`, or something registered
   * @throws BadYieldError for anything else
   */
  <T = unknown>(yielded: unknown): Future<T>;
  /**
   * Registers a converter for the objects of a class and its subclasses, the nearest class wins; or for what a predicate
   * accepts. An arrow function is a predicate; every other function is a class, so use `register.when` for those.
   */
  readonly register: {
    (predicate: (value: unknown) => boolean, convert: Converter<unknown>): void;
    <T>(Class: abstract new (...args: never[]) => T, convert: Converter<T>): void;
    /** Registers a converter for what a predicate accepts. */
    when<T>(predicate: (value: unknown) => value is T, convert: Converter<T>): void;
    when(predicate: (value: unknown) => boolean, convert: Converter<unknown>): void;
  };
}

function convert(yielded: unknown): Future {
  if (yielded instanceof Future) return yielded;
  if (yielded === undefined || yielded === null) return moment;
  if (yielded instanceof CallPoint) return taskFuture(yielded);
  if (registry.used) {
    const converter = findConverter(yielded);
    if (converter !== undefined) return convert(converter(yielded));
  }
  if (hasBrand(yielded)) throw badYield(yielded);
  if (typeof (yielded as { then?: unknown }).then === 'function') return fromPromise(yielded as PromiseLike<unknown>);
  const collection = readCollection(yielded);
  if (collection !== null) return new MultiFuture(collection.children.map(convertChild), collection.shape, []);
  throw badYield(yielded);
}

/** Converts what is in a collection; a gap in a list is a mistake, unlike a bare yield. */
function convertChild(child: unknown): Future {
  return child instanceof Future ? child : convert(child);
}

function register(target: unknown, converter: Converter<never>): void {
  if (typeof target !== 'function') throw new TypeError('register needs a class or a predicate as first argument');
  if (Object.hasOwn(target, 'prototype')) registerClass(target as never, converter);
  else registerPredicate(target as (value: unknown) => boolean, converter);
}

export const convertYielded: ConvertYielded = /* @__PURE__ */ Object.assign(convert as never, {
  register: /* @__PURE__ */ Object.assign(register, { when: registerPredicate }),
});
