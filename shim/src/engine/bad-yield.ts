import { hasBrand } from './brand.js';
import { BadYieldError } from './errors.js';
import { inspect } from './inspect.js';
import { YieldPoint } from './yield-point.js';

/** Makes the error for something that a generator must not yield, and says what to yield instead. */
export function badYield(yielded: unknown): BadYieldError {
  return new BadYieldError(`yielded unknown object ${inspect(yielded)}\n${advice(yielded)}`);
}

function advice(yielded: unknown): string {
  if (yielded instanceof YieldPoint) {
    return 'It belongs to the generator that yields it. Yield it directly, alone or in a list, in an engine or a coroutine';
  }
  if (hasBrand(yielded)) {
    return 'It belongs to another copy of coshift-shim. Make it one copy: `npm ls coshift-shim` shows who brings which';
  }
  if (yielded === undefined || yielded === null) {
    return 'A bare yield waits for nothing. Yield a Task, a Future, a promise, or `moment` to give way for one turn';
  }
  if (typeof yielded === 'function') {
    return 'To call a callback function, yield Task(fn, ...args); for thunks, call registerThunks() once';
  }
  if (typeof (yielded as { next?: unknown }).next === 'function') {
    return 'A generator does not run by itself. Wrap its function in coroutine() or delegate with yield*';
  }
  return 'Only asynchronous work is yielded: a Task, a Future, a promise, or a list of those. Use a plain value without yield';
}
