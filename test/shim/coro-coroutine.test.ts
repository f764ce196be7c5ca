import assert from 'node:assert/strict';
import {
  coroutine,
  Future,
  IOLoop,
  isCoroutineFunction,
  kw,
  maybeFuture,
  moment,
  Return,
  returnFuture,
  runOnExecutor,
  sleep,
  Task,
  TimeoutError,
  WaitIterator,
  withTimeout,
} from '../../shim/src/index.js';
import { VirtualClock } from '../../shim/src/testing/index.js';
import { failed, finished } from './conformance/futures.js';
import { KeyError } from './conformance/key-error.js';
import { ShimLog, turns } from './helpers/shim-log.js';

describe('coroutine', () => {
  it('keeps this, arguments, name, length and properties, and says what it is', async () => {
    const body = Object.assign(
      function* add(this: { base: number }, n: number) {
        return this.base + n + arguments.length;
      },
      { meta: 1 },
    );
    const add = coroutine(body);
    assert.equal(await add.call({ base: 10 }, 5), 16);
    assert.deepEqual([add.name, add.length, (add as unknown as { meta: number }).meta], ['add', 1, 1]);
    assert.deepEqual(
      [isCoroutineFunction(add), isCoroutineFunction(body), isCoroutineFunction(null)],
      [true, false, false],
    );
  });

  it('decorates methods', async () => {
    class Counter {
      count = 2;
      *twice() {
        yield moment;
        return this.count * 2;
      }
    }
    const descriptor = Object.getOwnPropertyDescriptor(Counter.prototype, 'twice')!;
    Object.defineProperty(Counter.prototype, 'twice', coroutine(Counter.prototype, 'twice', descriptor));
    assert.equal(await (new Counter().twice() as unknown as Future<number>), 4);
  });

  it('takes a callback function from a trailing options object, and hides it from the body', async () => {
    const seen: unknown[] = [];
    const run = coroutine((...args: unknown[]) => {
      seen.push(args);
      return 'result';
    });
    const got: unknown[] = [];
    run(1, { x: 2, callback: (value: unknown) => got.push(value) });
    run({ callback: (value: unknown) => got.push(value) });
    run({ callback: undefined });
    run(kw({ callback: (value: unknown) => got.push(value), y: 3 }));
    assert.deepEqual(got, []);
    await turns(2);
    assert.deepEqual(seen, [[1, { x: 2 }], [], [{ callback: undefined }], [{ y: 3 }]]);
    assert.deepEqual(got, ['result', 'result', 'result']);
  });

  it('continues without a turn over what is done, and a moment gives up exactly one', async () => {
    const loop = IOLoop.current();
    const events: string[] = [];
    loop.addCallback(() => events.push('turn 1'));
    const run = coroutine(function* () {
      yield finished(1);
      events.push('inline');
      yield moment;
      events.push('after moment');
      yield;
      events.push('after nothing');
    });
    const done = run();
    loop.addCallback(() => loop.addCallback(() => events.push('turn 2')));
    await done;
    assert.deepEqual(events, ['inline', 'turn 1', 'after moment', 'after nothing', 'turn 2']);
  });

  it('takes Return from a helper', async () => {
    const give = (value: number): never => {
      throw new Return(value);
    };
    const run = coroutine(function* (): Generator<unknown, number, unknown> {
      yield moment;
      give(5);
      return 6;
    });
    assert.equal(await run(), 5);
    assert.equal(new Return().value, undefined);
  });

  it('resumes a chain of 100,000 coroutines without recursion', async () => {
    let last: Future<number> = new Future<number>();
    const first = last;
    const follow = coroutine(function* (future: Future<number>): Generator<Future<number>, number, number> {
      return (yield future) + 1;
    });
    for (let i = 0; i < 100_000; i++) last = follow(last);
    first.setResult(0);
    assert.equal(await last, 100_000);
  });

  it('lets host timers and input in while it spins', async () => {
    let fired = 0;
    const timer = setInterval(() => fired++, 1);
    await coroutine(function* () {
      while (fired < 3) yield moment;
    })();
    clearInterval(timer);
    assert.equal(fired, 3);
  });

  it('lets the host in while resumptions alone keep the loop busy', async () => {
    let fired = false;
    setImmediate(() => setImmediate(() => (fired = true)));
    const ping = coroutine(function* () {
      while (!fired) {
        const future = new Future<undefined>();
        coroutine(function* () {
          yield Promise.resolve();
          future.setResult(undefined);
        })();
        yield future;
      }
      return 'done';
    });
    assert.equal(await ping(), 'done');
  });

  it('takes a Task with an error context of its own', async () => {
    const log = new ShimLog();
    const got: unknown = await coroutine(function* () {
      const first: unknown = yield Task((callback: (v: string) => void) => {
        callback('first');
        callback('second');
      });
      try {
        yield Task(() => IOLoop.current().addCallback(() => Promise.reject(new Error('not routed'))));
      } catch (error) {
        return [first, (error as Error).message];
      }
      return 'no error';
    })();
    log.stop();
    assert.deepEqual(got, ['first', 'not routed']);
  });
});

describe('maybeFuture', () => {
  it('gives futures back and wraps everything else', () => {
    const promise = Promise.resolve(1);
    assert.equal(maybeFuture(promise).result(), promise);
    const future = new Future();
    assert.equal(maybeFuture(future), future);
  });
});

describe('withTimeout and sleep', () => {
  let clock: VirtualClock;
  beforeEach(() => void (clock = new VirtualClock().install()));
  afterEach(() => clock.uninstall());

  it('time out after the duration, and refuse a number that must be one', async () => {
    const result = withTimeout({ seconds: 0.05 }, new Promise(() => {}));
    await clock.advance(49);
    assert.equal(result.done(), false);
    await clock.advance(1);
    assert.ok(result.exception() instanceof TimeoutError);
    assert.throws(
      () => withTimeout(5, new Future()),
      /bare number is an absolute time.*\nFor 5 seconds from now give \{seconds: 5\}/,
    );
    assert.throws(() => withTimeout(Number.NaN, new Future()), TypeError);
    assert.throws(() => withTimeout('5' as never, new Future()), /Give \{seconds: n\}/);
    assert.equal(withTimeout(IOLoop.current().time() + 5, finished('v')).result(), 'v');
  });

  it('remove the timer when the work is done', async () => {
    const work = new Future<number>();
    withTimeout({ seconds: 100 }, work);
    work.setResult(1);
    await clock.runUntilIdle();
    assert.ok(clock.elapsed < 200_000);
  });

  it('sleep for seconds; zero takes a turn', async () => {
    const naps = [sleep(0), sleep(0.07)];
    assert.deepEqual([naps[0]!.done(), naps[1]!.done()], [false, false]);
    await clock.advance(1);
    assert.deepEqual([naps[0]!.done(), naps[1]!.done()], [true, false]);
    await clock.advance(69);
    assert.equal(naps[1]!.done(), true);
  });
});

describe('WaitIterator', () => {
  it('iterates with for await, goes on in a second loop after an error, and is not closed by break', async () => {
    const [a, b, c] = [finished('a'), failed(new Error('b')), finished('c')];
    const iterator = new WaitIterator<unknown>(a, b, c);
    const got: unknown[] = [];
    for await (const value of iterator) {
      got.push(value, iterator.currentIndex);
      break;
    }
    await assert.rejects(async () => {
      for await (const value of iterator) got.push(value);
    }, /b/);
    assert.equal(iterator.currentIndex, 1);
    for await (const value of iterator) got.push(value, iterator.currentIndex);
    assert.deepEqual(got, ['a', 0, 'c', 2]);
    assert.deepEqual([iterator.done(), iterator.currentIndex, iterator.currentFuture], [true, undefined, undefined]);
  });

  it('takes the same future twice, promises, and fails a next() with nothing left', async () => {
    const same = finished(1);
    const iterator = new WaitIterator(same, same, Promise.resolve(2));
    const got: unknown[] = [];
    while (!iterator.done()) got.push(await iterator.next(), iterator.currentIndex);
    assert.deepEqual(got, [1, 0, 1, 1, 2, 2]);
    await assert.rejects(Promise.resolve(iterator.next()), /Ask done\(\) before each next\(\)/);
  });
});

describe('returnFuture', () => {
  it('takes the callback by position, by keyword or not at all', async () => {
    const add = returnFuture(function add(
      this: { base: number },
      a: number,
      b: number,
      callback: (sum: number) => void,
    ) {
      setImmediate(() => callback(this.base + a + b));
    });
    const calls: unknown[] = [];
    const box = { base: 10 };
    assert.equal(await add.call(box, 1, 2), 13);
    assert.equal(await add.call(box, 1, 2, (sum) => void calls.push(sum)), 13);
    assert.equal(await add.call(box, 1, 2, undefined), 13);
    assert.equal(
      await (add as (...args: unknown[]) => Future).call(box, 1, 2, kw({ callback: (v: unknown) => calls.push(v) })),
      13,
    );
    assert.deepEqual(calls, [13, 13]);
    const empty: unknown[] = [];
    returnFuture((callback: () => void) => callback())((...args: unknown[]) => void empty.push(args.length));
    assert.deepEqual(empty, [0]);
  });

  it('hands an error of the first part to the caller and none to the log', async () => {
    const log = new ShimLog();
    const bad = returnFuture((_callback: () => void) => {
      throw new KeyError('now');
    });
    assert.throws(() => bad(), KeyError);
    await turns(4);
    log.stop();
    assert.deepEqual(log.errors, []);
  });
});

describe('runOnExecutor', () => {
  class Service {
    readonly submitted: string[] = [];
    readonly executor = {
      submit: (fn: (...args: never[]) => unknown, ...args: unknown[]): Promise<unknown> => {
        this.submitted.push(fn.name);
        return new Promise((resolve) => setImmediate(() => resolve((fn as (...args: unknown[]) => unknown)(...args))));
      },
    };
    readonly other = { submit: (): Promise<unknown> => Promise.resolve('other') };
    factor = 2;
    times = runOnExecutor(function times(this: Service, n: number) {
      return n * this.factor;
    });
    elsewhere = runOnExecutor({ executor: 'other' })(function elsewhere() {
      return 'never';
    });
  }

  it('submits the method with its object and gives a future', async () => {
    const service = new Service();
    const future = service.times(21);
    assert.ok(future instanceof Future);
    assert.equal(await future, 42);
    assert.deepEqual(service.submitted, ['times']);
    assert.equal(await service.elsewhere(), 'other');
  });

  it('calls a callback with the result and says when there is no executor', async () => {
    const service = new Service();
    const got: unknown[] = [];
    (service.times as (...args: unknown[]) => unknown)(4, kw({ callback: (value: unknown) => got.push(value) }));
    await turns(5);
    assert.deepEqual(got, [8]);
    assert.throws(
      () => service.times.call(Object.create(null) as Service, 1),
      /this\.executor must be an executor with submit/,
    );
  });
});
