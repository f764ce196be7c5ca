/** Decorators must be accepted on methods, whose declared type stays. Compiled by the types test, never run. */
import {
  asynchronous,
  coroutine,
  engine,
  type Future,
  runOnExecutor,
  sleep,
  Task,
  type Yielded,
} from '../../../shim/src/index.js';

export class Decorated {
  autoFinish = true;

  @coroutine
  *load(n: number): Generator<Future, number, Yielded> {
    yield sleep(n);
    return n;
  }

  @engine
  *run(callback: (value: number) => void): Generator<unknown, void, Yielded> {
    const value: number = yield Task((done: (value: number) => void) => done(1));
    callback(value);
  }

  @asynchronous
  get(): void {}

  @runOnExecutor
  work(n: number): number {
    return n;
  }

  @runOnExecutor({ executor: 'other' })
  elsewhere(): void {}

  finish(): void {}

  sendError(): void {}
}
