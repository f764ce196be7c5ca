import { NOT_STARTED, type CallPoint } from './call-point.js';
import { checkTaskFunction, lastTaskArgument } from './task-arguments.js';

type AnyFunction = (...args: unknown[]) => unknown;
type Constructor = new (fn: AnyFunction, ...args: unknown[]) => CallPoint;

/**
 * Makes the public constructor of a kind of call point, to be called with or without `new`. An old-style constructor
 * function, since a class cannot be called, and a function that gives an object of a class makes two.
 * @param name its name, for messages
 * @param prototype the prototype of its objects
 */
export function pointConstructor<C>(name: string, prototype: CallPoint): C {
  function construct(this: CallPoint, fn: AnyFunction, a: unknown, b: unknown, c: unknown): CallPoint | void {
    if (new.target === undefined) return withoutNew(construct as unknown as Constructor, arguments);
    if (typeof fn !== 'function') checkTaskFunction(fn, name);
    const count = arguments.length - 1;
    this.waiter = null;
    this.state = NOT_STARTED;
    this.value = undefined;
    this.fn = fn;
    this.count = count;
    this.a = count > 3 ? manyArguments(arguments) : count === 1 && typeof a === 'object' ? lastTaskArgument(a) : a;
    this.b = count === 2 && typeof b === 'object' ? lastTaskArgument(b) : b;
    this.c = count === 3 && typeof c === 'object' ? lastTaskArgument(c) : c;
  }
  construct.prototype = prototype;
  Object.defineProperty(construct, 'name', { value: name });
  Object.defineProperty(prototype, 'constructor', { value: construct, writable: true, configurable: true });
  return construct as C;
}

function withoutNew(construct: Constructor, args: IArguments): CallPoint {
  const [fn, a, b, c] = args as unknown as [AnyFunction, ...unknown[]];
  switch (args.length) {
    case 1:
      return new construct(fn);
    case 2:
      return new construct(fn, a);
    case 3:
      return new construct(fn, a, b);
    case 4:
      return new construct(fn, a, b, c);
    default:
      return Reflect.construct(construct, args) as CallPoint;
  }
}

function manyArguments(args: IArguments): unknown[] {
  const list = Array.from(args as ArrayLike<unknown>).slice(1);
  list.push(lastTaskArgument(list.pop()));
  return list;
}
