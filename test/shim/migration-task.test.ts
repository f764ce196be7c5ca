import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import fs from 'node:fs';
import Bluebird from 'bluebird';
import { asCallback, task } from '../../shim/src/index.js';
import { captureProcessErrors, settle } from './helpers/process-errors.js';

type Done = (...args: unknown[]) => void;

describe('task', () => {
  it('calls the function at once, with the callback behind the arguments', async () => {
    const calls: unknown[][] = [];
    const promise = task(
      (a: number, b: number, done: Done) => {
        calls.push([a, b, typeof done]);
        done(null, a + b);
      },
      1,
      2,
    );
    assert.deepEqual(calls, [[1, 2, 'function']]);
    assert.equal(await promise, 3);
  });

  it('calls without a `this`', async () => {
    function self(this: unknown, done: Done): void {
      done(null, this);
    }
    assert.equal(await task(self), undefined);
  });

  it('rejects with a truthy error as it is, and takes a falsy one for success', async () => {
    for (const error of [new Error('x'), 'text', 1, true]) {
      await assert.rejects(
        task((done: Done) => done(error, 'ignored')),
        (e) => e === error,
      );
    }
    for (const nothing of [undefined, null, 0, '', false]) {
      assert.equal(await task((done: Done) => done(nothing, 'value')), 'value');
    }
    assert.equal(await task((done: Done) => done()), undefined);
  });

  it('keeps the first completion', async () => {
    const twice = (done: Done): void => {
      done(null, 'first');
      done(null, 'second');
      done(new Error('third'));
    };
    assert.equal(await task(twice), 'first');
    assert.deepEqual(await task.values(twice), ['first']);
    assert.deepEqual(await task.args(twice), [null, 'first']);
  });

  it('turns a synchronous throw into a rejection', async () => {
    const error = new Error('at once');
    const fail = (): void => {
      throw error;
    };
    await assert.rejects(task(fail), (e) => e === error);
    await assert.rejects(task.values(fail), (e) => e === error);
    await assert.rejects(task.args(fail), (e) => e === error);
  });

  it('does not lose a throw that follows a completion', async () => {
    const errors = captureProcessErrors();
    const error = new Error('afterwards');
    const value = await task((done: Done) => {
      done(null, 'value');
      throw error;
    });
    await settle();
    assert.equal(value, 'value');
    assert.deepEqual(errors.stop(), [{ kind: 'uncaughtException', error }]);
  });

  it('says what it got instead of a function', async () => {
    await assert.rejects(task(undefined as never), {
      name: 'TypeError',
      message: 'task: the first argument is not a function but undefined',
    });
    await assert.rejects((task.values as Function)('name'), { message: /not a function but the string "name"/ });
    await assert.rejects((task.args as Function)({}), { message: /not a function but an object/ });
  });

  it('gives the promise of async functions, also when the global one was replaced', async () => {
    const original = globalThis.Promise;
    globalThis.Promise = Bluebird as unknown as PromiseConstructor;
    try {
      const promises = [
        task((done: Done) => done(null)),
        task(undefined as never),
        task.method({ run: (done: Done) => done(null) }, 'run'),
        asCallback(null, async () => 1),
        asCallback(null, () => 1),
      ];
      for (const promise of promises) {
        assert.equal(promise.constructor, original);
        promise.catch(() => undefined);
      }
    } finally {
      globalThis.Promise = original;
    }
  });

  it('goes on in the async context of its caller', async () => {
    const store = new AsyncLocalStorage<string>();
    const other = (done: Done): void => store.exit(() => void setImmediate(done, null));
    const seen = await store.run('caller', async () => {
      await task(other);
      return store.getStore();
    });
    assert.equal(seen, 'caller');
  });
});

describe('task.values and task.args', () => {
  const three = (done: Done): void => done(null, 1, 2, 3);

  it('resolve with all values', async () => {
    assert.deepEqual(await task.values(three), [1, 2, 3]);
    assert.deepEqual(await task.values((done: Done) => done(null)), []);
    const error = new Error('x');
    await assert.rejects(
      task.values((done: Done) => done(error, 1)),
      (e) => e === error,
    );
  });

  it('resolve with the error and the values, and never reject for an error', async () => {
    const error = new Error('x');
    const [err, made] = await task.args((done: Done) => done(error, 'made'));
    assert.equal(err, error);
    assert.equal(made, 'made');
    assert.deepEqual(await task.args((done: Done) => done()), []);
  });

  it('give a list that a body may pass on: values as one array, args as the argument list', async () => {
    const calls: unknown[][] = [];
    const cb = (...args: unknown[]): void => void calls.push(args);
    asCallback(cb, () => task.values(three));
    asCallback(cb, () => task.args(three));
    await settle();
    calls.sort((a, b) => a.length - b.length);
    assert.deepEqual(calls, [
      [null, [1, 2, 3]],
      [null, 1, 2, 3],
    ]);
  });
});

describe('task.method', () => {
  const counter = {
    count: 0,
    add(this: { count: number }, by: number, done: (err: null, sum: number, by: number) => void): void {
      this.count += by;
      done(null, this.count, by);
    },
  };

  it('keeps `this` and passes the arguments', async () => {
    assert.equal(await task.method(counter, 'add', 2), 2);
    assert.deepEqual(await task.method.values(counter, 'add', 3), [5, 3]);
    assert.deepEqual(await task.method.args(counter, 'add', 1), [null, 6, 1]);
  });

  it('looks the method up when it is called, getters and later patches included', async () => {
    const object = { run: (done: Done) => done(null, 'old') };
    assert.equal(await task.method(object, 'run'), 'old');
    object.run = (done) => done(null, 'patched');
    assert.equal(await task.method(object, 'run'), 'patched');
    const key = Symbol('key');
    assert.equal(
      await task.method(
        {
          get [key]() {
            return (done: Done) => done(null, 'got');
          },
        },
        key,
      ),
      'got',
    );
  });

  it('works with builtins', async () => {
    assert.equal(typeof (await task.method(fs, 'readFile', import.meta.filename, 'utf8')), 'string');
    await assert.rejects(task.method(fs, 'readFile', '/no/such/file'), { code: 'ENOENT' });
  });

  it('names the method that is missing', async () => {
    await assert.rejects(task.method({} as Record<string, unknown>, 'load'), {
      name: 'TypeError',
      message: 'task.method: "load" is not a function but undefined',
    });
    await assert.rejects(task.method.values(null, 'load'), {
      name: 'TypeError',
      message: 'task.method: cannot look up the method "load" on null',
    });
    await assert.rejects(task.method.args({ load: 5 }, 'load'), {
      message: /"load" is not a function but the number 5/,
    });
  });
});

describe('a callback that gets a this', () => {
  /** As sqlite3 does: the statement is the `this` of the callback. */
  const run = (sql: string, done: (this: unknown, ...args: unknown[]) => void): void => {
    setImmediate(() => {
      done.call({ lastID: sql.length }, null, 'done');
    });
  };

  it('still gets it when the arguments are handed on', async () => {
    const seen = await new Promise<unknown[]>((resolve) => {
      const callback = function (this: { lastID: number }, ...args: unknown[]): void {
        resolve([this.lastID, ...args]);
      };
      asCallback(callback, async () => task.args(run, 'insert'));
    });
    assert.deepEqual(seen, [6, null, 'done']);
  });

  it('gets what a plain call gives when there was none', async () => {
    const plain = (function (this: unknown) {
      return this;
    })();
    const seen = await new Promise<unknown>((resolve) => {
      const callback = function (this: unknown): void {
        resolve(this);
      };
      asCallback(callback, async () =>
        task.args((done: (...args: unknown[]) => void) => {
          done(null);
        }),
      );
    });
    assert.equal(seen, plain);
  });
});
