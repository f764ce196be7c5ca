/**
 * Finishes a function that makes objects of a class, called with or without `new`: `instanceof` and subclassing work
 * on the function as they would on the class.
 * @param make the public function; it must give its objects to {@link adopt}
 * @param Class the class of the objects
 */
export function publish<C>(make: unknown, Class: { prototype: object }): C {
  (make as { prototype: object }).prototype = Class.prototype;
  Object.defineProperty(Class.prototype, 'constructor', { value: make, writable: true, configurable: true });
  return make as C;
}

/** Gives an object the prototype of the subclass that is being constructed, if any. */
export function adopt<T extends object>(made: T, target: { prototype: unknown } | undefined): T {
  if (target !== undefined && target.prototype !== Object.getPrototypeOf(made)) {
    Object.setPrototypeOf(made, target.prototype as object);
  }
  return made;
}
