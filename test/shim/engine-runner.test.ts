import assert from 'node:assert/strict';
import {
  BadYieldError,
  Callback,
  engine,
  KeyReuseError,
  LeakedCallbackError,
  ReturnValueIgnoredError,
  Runner,
  Task,
  Wait,
  YieldPoint,
} from '../../shim/src/index.js';
import { turns } from './helpers/shim-log.js';

type Deliver = (...values: unknown[]) => void;

describe('engine', () => {
  it('keeps name, length, own properties, this and arguments', () => {
    const body = Object.assign(
      function* load(
        this: { base: number },
        a: number,
        _b: number,
        callback: Deliver,
      ): Generator<unknown, void, never> {
        callback(this.base + a, arguments.length);
      },
      { meta: 'kept' },
    );
    const load = engine(body);
    let got: unknown[] = [];
    assert.equal(
      load.call({ base: 10 }, 1, 2, (...values: unknown[]) => void (got = values)),
      undefined,
    );
    assert.deepEqual(got, [11, 3]);
    assert.equal(load.name, 'load');
    assert.equal(load.length, 3);
    assert.equal((load as unknown as { meta: string }).meta, 'kept');
    assert.equal((load as unknown as { __wrapped__: unknown }).__wrapped__, body);
  });

  it('decorates methods, with standard and with legacy decorators', () => {
    class Base {
      value = 7;
      *get(callback: Deliver): Generator<unknown, void, never> {
        callback(this.value);
      }
    }
    const descriptor = Object.getOwnPropertyDescriptor(Base.prototype, 'get')!;
    Object.defineProperty(Base.prototype, 'get', engine(Base.prototype, 'get', descriptor));
    const context = { kind: 'method' } as ClassMethodDecoratorContext;
    const standard = engine(descriptor.value as (this: Base, callback: Deliver) => void, context);
    const got: unknown[] = [];
    (new Base().get as unknown as (callback: Deliver) => void).call(new Base(), (v) => got.push(v));
    standard.call(new Base(), (v) => got.push(v));
    assert.deepEqual(got, [7, 7]);
  });

  it('refuses return values, also of plain functions, but takes null', () => {
    assert.throws(() => engine((() => 1) as never)(), ReturnValueIgnoredError);
    assert.throws(() => engine((async () => {}) as never)(), /cannot return values.*\nPass the value to the callback/);
    assert.doesNotThrow(() => engine((() => null) as never)());
    assert.throws(
      () =>
        engine(function* () {
          return 5;
        } as never)(),
      ReturnValueIgnoredError,
    );
  });

  it('says what to do about a bare yield, a plain value, a function and a generator', () => {
    const messageOf = (value: unknown): string => {
      try {
        engine(function* () {
          yield value;
        })();
        return 'no error';
      } catch (error) {
        assert.ok(error instanceof BadYieldError);
        return error.message;
      }
    };
    assert.match(messageOf(undefined), /^yielded unknown object undefined\nA bare yield waits for nothing/);
    assert.match(messageOf(null), /bare yield/);
    assert.match(messageOf(42), /^yielded unknown object 42\nOnly asynchronous work is yielded/);
    assert.match(
      messageOf((_a: unknown, _b: unknown) => {}),
      /yield Task\(fn, \.\.\.args\)/,
    );
    assert.match(messageOf((function* () {})()), /coroutine\(\) or delegate with yield\*/);
    assert.match(messageOf([Task(() => {}), undefined]), /^yielded unknown object undefined/);
    assert.match(
      messageOf(Object.create({ [Symbol.for('coshift-shim.yieldable')]: true, then() {} })),
      /another copy of coshift-shim/,
    );
  });

  it('names the leaked keys, but not after an exception', () => {
    const leak = engine(function* () {
      yield Callback(['a', 1]);
    });
    assert.throws(
      leak,
      (error: unknown) => error instanceof LeakedCallbackError && /\['?"?a/.test(error.message.replace(/\s/g, '')),
    );
    const excused = engine(function* () {
      yield Callback('a');
      try {
        yield 1;
      } catch {
        // The error is expected.
      }
    });
    assert.doesNotThrow(excused);
  });

  it('does not grow the stack over 100,000 immediate results', () => {
    let sum = 0;
    engine(function* () {
      for (let i = 0; i < 100_000; i++) sum += yield* Task((callback: (value: number) => void) => callback(1));
    })();
    assert.equal(sum, 100_000);
  });

  it('is not resumed by a callback that is called inside its own body', () => {
    const events: unknown[] = [];
    engine(function* () {
      const callback: Deliver = yield Callback('k');
      callback(1);
      events.push('after the call');
      events.push(yield Wait('k'));
    })();
    assert.deepEqual(events, ['after the call', 1]);
  });

  it('throws falsy values as well', () => {
    const caught: unknown[] = [];
    engine(function* () {
      for (const value of [undefined, null, 0, '']) {
        try {
          yield Task(() => {
            throw value;
          });
        } catch (error) {
          caught.push(error);
        }
      }
    })();
    assert.deepEqual(caught, [undefined, null, 0, '']);
  });
});

describe('keys', () => {
  it('are compared by value for primitives and arrays of them, by identity for objects', () => {
    const object = {};
    const outcomes: unknown[] = [];
    engine(function* () {
      for (const key of ['1', 1, true, 1.5, null, undefined, object, {}, ['a', 1], ['a', '1'], [['a'], 1], NaN]) {
        yield Callback(key);
        outcomes.push('new');
      }
      for (const key of ['1', 1, true, object, ['a', 1], [['a'], 1], NaN]) {
        try {
          yield Callback(key);
          outcomes.push('new again');
        } catch (error) {
          outcomes.push(error instanceof KeyReuseError);
        }
      }
    })();
    assert.deepEqual(outcomes, [...new Array<string>(12).fill('new'), ...new Array<boolean>(7).fill(true)]);
  });

  it('ignore a callback of an earlier registration', () => {
    const values: unknown[] = [];
    engine(function* () {
      const first: Deliver = yield Callback('k');
      first('first');
      values.push(yield Wait('k'));
      const second: Deliver = yield Callback('k');
      first('stale');
      second('second');
      values.push(yield Wait('k'));
    })();
    assert.deepEqual(values, ['first', 'second']);
  });
});

describe('Runner', () => {
  it('runs a generator by hand and tells when it has finished', async () => {
    const events: unknown[] = [];
    const runner = new Runner(
      (function* (): Generator<unknown, void, unknown> {
        events.push(yield Task((callback: Deliver) => void setImmediate(callback, 'v')));
      })(),
    );
    assert.deepEqual(events, []);
    runner.run();
    runner.run();
    assert.equal(runner.finished, false);
    await turns(2);
    assert.equal(runner.finished, true);
    assert.deepEqual(events, ['v']);
  });

  it('closes a suspended engine: finally runs, late callbacks are ignored', () => {
    const events: string[] = [];
    let deliver: Deliver = () => {};
    const wait = engine(function* () {
      try {
        yield Task((callback: Deliver) => void (deliver = callback));
        events.push('resumed');
      } finally {
        events.push('finally');
      }
    });
    const runner = wait.start();
    assert.equal(runner.finished, false);
    runner.close();
    runner.close();
    deliver('late');
    assert.deepEqual(events, ['finally']);
    assert.equal(runner.finished, true);
  });

  it('goes on with a finally block that waits, and throws what it throws', async () => {
    const events: string[] = [];
    const slow = engine(function* () {
      try {
        yield Task(() => {});
      } finally {
        yield Task((callback: Deliver) => void setImmediate(callback));
        events.push('cleaned up');
      }
    }).start();
    slow.close();
    assert.equal(slow.finished, false);
    await turns(2);
    assert.deepEqual([events, slow.finished], [['cleaned up'], true]);
    const broken = engine(function* () {
      try {
        yield Task(() => {});
      } finally {
        throw new Error('in finally');
      }
    }).start();
    assert.throws(() => broken.close(), /in finally/);
  });

  it('cannot be closed from inside', () => {
    let message = '';
    const closeRunner = (): void => runner.close();
    const runner: Runner = new Runner(
      (function* (): Generator<unknown, void, unknown> {
        try {
          closeRunner();
        } catch (error) {
          message = (error as Error).message;
        }
      })(),
    );
    runner.run();
    assert.match(message, /running generator cannot be closed\nUse return/);
  });

  it('serves yield points that deliver through it', () => {
    class Twice extends YieldPoint<number> {
      private runner!: Runner;
      start(runner: Runner): void {
        this.runner = runner;
        runner.registerCallback('twice');
        runner.setResult('unknown', 0);
        runner.setResult('twice', 21);
      }
      isReady(): boolean {
        return this.runner.isReady('twice');
      }
      getResult(): number {
        return 2 * (this.runner.popResult('twice') as number);
      }
    }
    let got = 0;
    engine(function* () {
      got = yield* new Twice();
    })();
    assert.equal(got, 42);
  });
});
