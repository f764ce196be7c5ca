/** Makes something yieldable of an object that is not: a future, a promise, a list, … */
export type Converter<T> = (value: T) => unknown;
type AnyClass<T> = abstract new (...args: never[]) => T;

const byClass = new Map<object, Converter<never>>();
const byPredicate: { test: (value: unknown) => boolean; convert: Converter<never> }[] = [];

/** Whether anything was registered, so that the common case needs no search. */
export const registry = { used: false };

/** Registers a converter for the objects of a class and its subclasses; the nearest class wins. */
export function registerClass<T>(Class: AnyClass<T>, convert: Converter<T>): void {
  registry.used = true;
  byClass.set(Class.prototype as object, convert);
}

/** Registers a converter for what a test accepts; of several tests the last one registered is asked first. */
export function registerPredicate<T>(test: (value: unknown) => boolean, convert: Converter<T>): void {
  registry.used = true;
  byPredicate.unshift({ test, convert });
}

/** Finds the converter for a value. */
export function findConverter(value: unknown): Converter<unknown> | undefined {
  if ((typeof value === 'object' && value !== null) || typeof value === 'function') {
    for (let proto = Object.getPrototypeOf(value) as object | null; proto !== null;) {
      const convert = byClass.get(proto);
      if (convert !== undefined) return convert as Converter<unknown>;
      proto = Object.getPrototypeOf(proto) as object | null;
    }
  }
  return byPredicate.find(({ test }) => test(value))?.convert as Converter<unknown> | undefined;
}
