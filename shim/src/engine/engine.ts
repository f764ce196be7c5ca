import { decorate, type MethodContext, type MethodDecoration } from './decorate.js';
import { storesInUse } from '../context/async-scope.js';
import { markCoroutine } from '../coroutine/is-coroutine-function.js';
import { addQuietEntry, failQuietly, FAILED_QUIETLY, takeQuietError } from './quiet-call.js';
import { Runner } from './runner.js';

/**
 * What a generator receives from `yield`. It depends on what was yielded, which TypeScript cannot express; `yield*` on
 * a task or a future has the right type.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Yielded = any;

type AnyFunction = (...args: unknown[]) => unknown;

/** A function for {@link engine}: a generator function, or an ordinary one without a return value. */
export type EngineBody<This, A extends unknown[]> = (
  this: This,
  ...args: A
) => Generator<unknown, void, Yielded> | void | undefined;

/** A function made by {@link engine}. */
export interface EngineFunction<This, A extends unknown[]> {
  (this: This, ...args: A): void;
  /** Calls the function like the wrapper itself, and gives the runner, whose `close()` ends a suspended generator. */
  start(this: This, ...args: A): Runner;
}

/**
 * Makes a callback-style function of a generator function (`gen.engine` of Tornado 2.4). A call runs the generator at
 * once up to its first wait, and returns nothing; a `Task`'s callback resumes it inside the callback's call. Errors
 * before the first wait are thrown to the caller, later ones come out of the callback that resumed it.
 *
 * Works on a function and as a decorator of a method, of either kind of decorators; a decorator cannot change the type
 * that TypeScript sees.
 * @param body the generator function, or a plain function that returns nothing
 */
export function engine<M extends (...args: never[]) => unknown>(method: M, context: MethodContext): M;
export function engine<This, A extends unknown[]>(body: EngineBody<This, A>): EngineFunction<This, A>;
export function engine(target: object, key: PropertyKey, descriptor: PropertyDescriptor): PropertyDescriptor;
export function engine(...decoration: MethodDecoration): unknown {
  return decorate(makeEngine, decoration);
}

function makeEngine(body: AnyFunction): AnyFunction {
  // `arguments` is only handed to apply, since anything else would make an object of it.
  function wrapper(this: unknown): void {
    if (quiet.apply(this, arguments as unknown as []) === FAILED_QUIETLY) throw takeQuietError();
  }
  function quiet(this: unknown): object | undefined {
    if (storesInUse()) return void start.apply(this, arguments as unknown as unknown[]);
    const runner = new Runner();
    const before = runner.enter();
    let result: unknown;
    try {
      result = body.apply(this, arguments as unknown as unknown[]);
    } catch (error) {
      runner.abandon(before);
      throw error;
    }
    return runner.begin(result, before) ? failQuietly(runner.takeError()) : undefined;
  }
  function start(this: unknown, ...args: unknown[]): Runner {
    const runner = new Runner();
    runner.call(body, this, args);
    return runner;
  }
  wrapper.start = start;
  addQuietEntry(wrapper, quiet);
  markCoroutine(wrapper);
  return wrapper;
}
