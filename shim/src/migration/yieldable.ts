import { NativePromise } from './native-promise.js';

/** `this` of the generator's runner, and how many values a thunk inside a list or an object gives. */
export interface YieldContext {
  readonly self: unknown;
  /** co 4: a list when the thunk calls back with several values; co 3: the first one. */
  readonly nested: 'all' | 'first';
}

type Callback = (error: unknown, ...values: unknown[]) => void;
type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/**
 * What co waits for: promises, thunks, generators, generator functions, lists and plain objects of them.
 *
 * @returns a promise, or the value itself when co would not wait for it
 */
export function convertYieldable(value: unknown, context: YieldContext, depth = 0): unknown {
  if (!value) return value;
  if (isThenable(value)) return value;
  if (isGenerator(value)) return runGenerator(value, context);
  if (isGeneratorFunction(value)) return runGenerator(value.call(context.self) as Generator, context);
  if (typeof value === 'function') return runThunk(value as AnyFunction, context, depth);
  if (Array.isArray(value))
    return NativePromise.all(value.map((item: unknown) => convertYieldable(item, context, depth + 1)));
  return isPlainObject(value) ? convertValues(value, context, depth + 1) : value;
}

/** Runs a generator to its end; each value that it yields is waited for. Something that is none is its own result. */
export function runGenerator(generator: Generator, context: YieldContext): Promise<unknown> {
  return (async () => {
    let step = generator.next();
    while (!step.done) {
      let value: unknown;
      try {
        value = await waitFor(step.value, context);
      } catch (error) {
        step = generator.throw(error);
        continue;
      }
      step = generator.next(value);
    }
    return step.value as unknown;
  })();
}

/** @returns a promise; rejected with a TypeError, whose message is that of co, when the value is nothing to wait for */
export function waitFor(value: unknown, context: YieldContext): PromiseLike<unknown> {
  const promise = convertYieldable(value, context);
  if (promise && isThenable(promise)) return promise;
  return NativePromise.reject(
    new TypeError(
      'You may only yield a function, promise, generator, array, or object, ' +
        `but the following object was passed: "${String(value)}"`,
    ),
  );
}

function runThunk(thunk: AnyFunction, { self, nested }: YieldContext, depth: number): Promise<unknown> {
  return new NativePromise((resolve, reject) => {
    const callback: Callback = (error, ...values) => {
      if (error) reject(error);
      else resolve(values.length > 1 && (depth === 0 || nested === 'all') ? values : values[0]);
    };
    thunk.call(self, callback);
  });
}

/** An object of the same constructor and with the same order of keys; what is not waited for is copied. */
function convertValues(object: object, context: YieldContext, depth: number): Promise<unknown> {
  const results = new (object.constructor as new () => Record<string, unknown>)();
  const pending: PromiseLike<unknown>[] = [];
  for (const [key, value] of Object.entries(object) as [string, unknown][]) {
    const promise = convertYieldable(value, context, depth);
    results[key] = undefined;
    if (!promise || !isThenable(promise)) results[key] = value;
    else pending.push(promise.then((result) => (results[key] = result)));
  }
  return NativePromise.all(pending).then(() => results);
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as PromiseLike<unknown>).then === 'function';

const isGenerator = (value: unknown): value is Generator =>
  typeof (value as Generator).next === 'function' && typeof (value as Generator).throw === 'function';

function isGeneratorFunction(value: unknown): value is AnyFunction {
  const { constructor } = value as { constructor?: { name?: unknown; displayName?: unknown; prototype?: unknown } };
  if (!constructor) return false;
  if (constructor.name === 'GeneratorFunction' || constructor.displayName === 'GeneratorFunction') return true;
  return constructor.prototype !== undefined && isGenerator(constructor.prototype);
}

const isPlainObject = (value: unknown): value is object => (value as object).constructor === Object;
