import assert from 'node:assert/strict';
import {
  BadYieldError,
  convertYielded,
  coroutine,
  fromPromise,
  fromThunk,
  Future,
  InvalidStateError,
  moment,
  multi,
  registerThunks,
  toPromise,
  Wait,
} from '../../shim/src/index.js';
import { failed, finished } from './conformance/futures.js';
import { ShimLog, turns } from './helpers/shim-log.js';

describe('Future', () => {
  it('has one outcome, which it keeps', () => {
    const future = new Future<number>();
    assert.throws(() => future.result(), InvalidStateError);
    assert.throws(() => future.exception(), /Yield the future, await it/);
    future.setResult(1);
    assert.throws(() => future.setResult(2), InvalidStateError);
    assert.throws(() => future.setException(new Error()), InvalidStateError);
    assert.equal(future.result(), 1);
    assert.equal(future.exception(), undefined);
  });

  it('keeps a falsy error', () => {
    const future = new Future();
    future.setException(undefined);
    future.observe();
    assert.equal(future.done(), true);
    let threw = false;
    try {
      future.result();
    } catch (error) {
      threw = error === undefined;
    }
    assert.ok(threw);
  });

  it('cannot be cancelled', () => {
    const future = new Future();
    assert.deepEqual([future.cancel(), future.cancelled(), future.done()], [false, false, false]);
  });

  it('is a thenable, before and after it is done', async () => {
    const pending = new Future<string>();
    setImmediate(() => pending.setResult('later'));
    assert.deepEqual(await Promise.all([pending, finished('now')]), ['later', 'now']);
    await assert.rejects(Promise.resolve(failed(new Error('bad'))), /bad/);
    assert.equal(await failed(new Error('caught')).catch((error: unknown) => (error as Error).message), 'caught');
    let cleaned = false;
    await finished(1).finally(() => void (cleaned = true));
    assert.ok(cleaned);
  });

  it('holds a future as it is, where await flattens it', async () => {
    const inner = finished('inner');
    const outer = finished(inner);
    assert.equal(outer.result(), inner);
    assert.equal(await outer, 'inner');
  });

  it('logs an error that nobody has looked at two turns later, once', async () => {
    const log = new ShimLog();
    failed(new Error('lost'));
    failed(new Error('seen')).exception();
    const late = failed(new Error('caught late'));
    await turns(1);
    late.addDoneCallback(() => {});
    assert.deepEqual(log.errors, []);
    await turns(4);
    log.stop();
    assert.deepEqual(log.errors.map(String), ['Error: lost']);
    assert.deepEqual(log.messages, ['Future exception was never retrieved']);
  });
});

describe('convertYielded', () => {
  it('takes futures, promises, thenables, collections and nothing', async () => {
    const future = new Future();
    assert.equal(convertYielded(future), future);
    assert.equal(convertYielded(undefined), moment);
    assert.equal(convertYielded(null), moment);
    const thenable = { then: (ok: (value: number) => void) => ok(5) };
    const mixed = [
      Promise.resolve(1),
      finished(2),
      [finished(3)],
      new Map([['k', finished(4)]]),
      thenable,
      { a: moment },
    ];
    assert.deepEqual(await convertYielded(mixed), [1, 2, [3], new Map([['k', 4]]), 5, { a: undefined }]);
    assert.throws(() => convertYielded(5), BadYieldError);
    assert.throws(() => convertYielded([finished(1), 'x']), /^BadYieldError: yielded unknown object 'x'/);
    assert.throws(() => convertYielded((_a: unknown, _b: unknown) => {}), BadYieldError);
    assert.throws(() => convertYielded(Wait('k')), /belongs to the generator that yields it/);
  });

  it('has the nearest class win, and takes predicates', async () => {
    class Animal {}
    class Dog extends Animal {}
    class Puppy extends Dog {}
    convertYielded.register(Animal, () => finished('animal'));
    convertYielded.register(Dog, () => Promise.resolve('dog'));
    convertYielded.register(
      (value) => typeof value === 'bigint',
      () => finished('big'),
    );
    convertYielded.register.when(
      function isSymbol(value) {
        return typeof value === 'symbol';
      },
      () => [finished('symbol')],
    );
    const got: unknown = await coroutine(function* () {
      return yield [new Animal(), new Dog(), new Puppy(), 5n, Symbol('s')];
    })();
    assert.deepEqual(got, ['animal', 'dog', 'dog', 'big', ['symbol']]);
  });

  it('throws an error of a converter at the yield', async () => {
    class Broken {}
    convertYielded.register(Broken, () => {
      throw new RangeError('converter');
    });
    const got: unknown = await coroutine(function* () {
      try {
        yield [new Broken()];
        return 'no error';
      } catch (error) {
        return String(error);
      }
    })();
    assert.equal(got, 'RangeError: converter');
  });

  it('follows a thenable that completes at once, throws or completes twice', async () => {
    const noisy = {
      then(ok: (value: string) => void, bad: (error: unknown) => void) {
        ok('first');
        ok('second');
        bad(new Error('third'));
      },
    };
    const broken = {
      then() {
        throw new Error('then');
      },
    };
    assert.equal(await toPromise(noisy), 'first');
    await assert.rejects(toPromise(broken), /then/);
  });
});

describe('thunks', () => {
  it('are taken once they are registered', async () => {
    const thunk = (callback: (error: unknown, value?: string) => void): void => void setImmediate(callback, null, 'v');
    const run = coroutine(function* () {
      try {
        return yield thunk;
      } catch (error) {
        return (error as Error).name;
      }
    });
    assert.equal(await run(), 'BadYieldError');
    registerThunks();
    registerThunks();
    assert.equal(await run(), 'v');
    assert.equal(await fromThunk(thunk), 'v');
    await assert.rejects(
      Promise.resolve(
        fromThunk((callback) => {
          callback(new Error('first'));
          callback(null, 'late');
        }),
      ),
      /first/,
    );
  });
});

describe('promises in coroutines', () => {
  it('give their values and throw their errors at the yield', async () => {
    const got: unknown = await coroutine(function* () {
      const values: unknown[] = [yield Promise.resolve(1), yield [Promise.resolve(2), Promise.resolve(3)]];
      try {
        yield Promise.reject(new Error('rejected'));
      } catch (error) {
        values.push((error as Error).message);
      }
      values.push(yield (async () => 4)());
      return values;
    })();
    assert.deepEqual(got, [1, [2, 3], 'rejected', 4]);
  });

  it('in a list: all are waited for, then the first error in list order is thrown and the others are logged', async () => {
    const log = new ShimLog();
    const events: string[] = [];
    const child = async (name: string, count: number, fails: boolean): Promise<string> => {
      await turns(count);
      events.push(name);
      if (fails) throw new Error(name);
      return name;
    };
    await coroutine(function* () {
      try {
        yield [child('a', 3, true), child('b', 1, true), child('c', 4, false)];
      } catch (error) {
        events.push(`caught ${(error as Error).message}`);
      }
    })();
    log.stop();
    assert.deepEqual(events, ['b', 'a', 'c', 'caught a']);
    assert.deepEqual(log.errors.map(String), ['Error: b']);
  });

  it('of an async function are adopted by coroutine, and futures are not', async () => {
    assert.equal(await coroutine(async () => 'async')(), 'async');
    const inner = finished(1);
    assert.equal(coroutine(() => inner)().result(), inner);
    assert.equal(await fromPromise(Promise.resolve('p')), 'p');
    await assert.rejects(toPromise(fromPromise(Promise.reject(new Error('p')))), /p/);
  });

  it('resume before the next turn', async () => {
    const events: string[] = [];
    await turns(1);
    const run = coroutine(function* () {
      yield Promise.resolve();
      events.push('coroutine');
    });
    const done = run();
    await turns(1).then(() => events.push('turn'));
    await done;
    assert.deepEqual(events, ['coroutine', 'turn']);
  });
});

describe('multi', () => {
  it('looks at errors that are there before the other futures are done', async () => {
    const log = new ShimLog();
    const pending = new Future();
    const all = multi([failed(new Error('early')), pending]);
    await turns(4);
    pending.setResult(1);
    await assert.rejects(Promise.resolve(all), /early/);
    log.stop();
    assert.deepEqual(log.messages, []);
  });

  it('takes any iterable, a dictionary and a Map, and keeps the shape', async () => {
    assert.deepEqual(await multi(new Set([finished(1), Promise.resolve(2)])), [1, 2]);
    assert.deepEqual(await multi({ a: finished(1), b: Promise.resolve('x') }), { a: 1, b: 'x' });
    assert.deepEqual(await multi(new Map([['k', finished(1)]])), new Map([['k', 1]]));
    assert.deepEqual(multi([]).result(), []);
    assert.throws(() => multi(5 as never), BadYieldError);
  });

  it('is linear in the number of children', async () => {
    const children = Array.from({ length: 100_000 }, () => new Future<number>());
    const all = multi(children);
    for (const child of children.reverse()) child.setResult(1);
    assert.equal((await all).length, 100_000);
  });
});
