import assert from 'node:assert/strict';
import { asCallback, task, values } from 'coshift-shim';
import { captureProcessErrors, settle } from './helpers/process-errors.js';

type Callback = (...args: unknown[]) => void;

/** Calls back before it returns. */
const atOnce = (...args: unknown[]): void => (args.at(-1) as Callback)(null, args[0]);
const failing = (...args: unknown[]): void => (args.at(-1) as Callback)(new Error('failed'));

/** Calls back when it is told to. */
function held(): { op: (...args: unknown[]) => void; release: (...result: unknown[]) => void } {
  let callback: Callback | undefined;
  return { op: (...args) => (callback = args.at(-1) as Callback), release: (...result) => callback!(...result) };
}

const recorder = (events: unknown[][]): Callback => {
  return (...args) => events.push(args);
};

describe('asCallback.engine', () => {
  it('completes before it returns when nothing has to be waited for', () => {
    const events: unknown[][] = [];
    const returned = asCallback.engine(recorder(events), function* () {
      const first: string = yield task(atOnce, 'a');
      const second: string = yield task(atOnce, 'b');
      return first + second;
    });
    assert.deepEqual([returned, events], [undefined, [[null, 'ab']]]);
  });

  it('goes on inside of the callback, before the code after it', () => {
    const { op, release } = held();
    const events: unknown[][] = [];
    void asCallback.engine(recorder(events), function* () {
      const value: string = yield task(op);
      return value;
    });
    assert.deepEqual(events, []);
    release(null, 'later');
    assert.deepEqual(events, [[null, 'later']]);
  });

  it('throws the error of a task at its yield, and gives what is not caught to the callback', () => {
    const events: unknown[][] = [];
    void asCallback.engine(recorder(events), function* () {
      try {
        yield task(failing);
      } catch (error) {
        yield task(atOnce, 'cleaned up');
        throw new Error('wrapped', { cause: error });
      }
    });
    const [[error]] = events as [[Error]];
    assert.deepEqual([error.message, (error.cause as Error).message], ['wrapped', 'failed']);
  });

  it('has the argument lists of asCallback', () => {
    const events: unknown[][] = [];
    const record = recorder(events);
    void asCallback.engine.void(record, function* () {
      yield task(atOnce);
    });
    void asCallback.engine.null(record, function* () {
      yield task(atOnce);
    });
    void asCallback.engine(record, function* () {
      yield task(atOnce);
      return values(1, 2);
    });
    void asCallback.engine(record, function* () {
      yield task(atOnce);
      return task.args(atOnce, 'passed on');
    });
    assert.deepEqual(events, [[], [null], [null, 1, 2], [null, 'passed on']]);
  });

  it('takes a plain function that hands on what is waited for', async () => {
    const { op, release } = held();
    const events: unknown[][] = [];
    const record = recorder(events);
    const choose = (callback: Callback | undefined, way: string): unknown =>
      (asCallback.engine as (callback: unknown, body: () => unknown) => unknown)(callback, () => {
        if (way === 'throws') throw new Error(way);
        return way === 'waits' ? task.args(op) : way === 'at once' ? task.args(atOnce, way) : way;
      });
    for (const way of ['throws', 'value', 'at once', 'waits']) choose(record, way);
    assert.deepEqual(events, [[new Error('throws')], [null, 'value'], [null, 'at once']]);
    release(null, 'later', 'more');
    assert.deepEqual(events[3], [null, 'later', 'more']);
    await assert.rejects(choose(undefined, 'throws') as Promise<unknown>, /throws/);
    assert.equal(await choose(undefined, 'at once'), 'at once');
  });

  it('lets what the callback of a plain function throws reach the caller, and calls it once', () => {
    let calls = 0;
    const throwing = (): never => {
      calls++;
      throw new Error('of the callback');
    };
    const run = asCallback.engine as (callback: unknown, body: () => unknown) => unknown;
    assert.throws(() => run(throwing, () => 'value'), /of the callback/);
    assert.throws(
      () =>
        run(throwing, () => {
          throw new Error('of the body');
        }),
      /of the callback/,
    );
    assert.equal(calls, 2);
  });

  it('lets what the callback throws reach whoever completed the task, and calls it once', () => {
    const { op, release } = held();
    let calls = 0;
    void asCallback.engine(
      () => {
        calls++;
        throw new Error('from the callback');
      },
      function* () {
        yield task(op);
      },
    );
    assert.throws(() => release(null), /from the callback/);
    release(null);
    assert.equal(calls, 1);
  });

  it('has the given this', () => {
    const events: unknown[][] = [];
    const owner = { name: 'owner' };
    void asCallback.engine(
      recorder(events),
      function* (this: unknown) {
        yield task(atOnce);
        return (this as typeof owner).name;
      },
      owner,
    );
    assert.deepEqual(events, [[null, 'owner']]);
  });

  it('gives a promise without a callback', async () => {
    const body = function* (): Generator<unknown, string, never> {
      const value: string = yield task(atOnce, 'value');
      return value;
    };
    assert.equal(await asCallback.engine(undefined, body), 'value');
    const failed = asCallback.engine.optional(undefined, function* () {
      yield task(failing);
    });
    await assert.rejects(failed, /failed/);
  });

  it('waits for other promises, and gives back what is none', async () => {
    const body = function* (): Generator<unknown, unknown[], never> {
      const plain: number = yield 1;
      const promised: number = yield Promise.resolve(2);
      let caught: unknown;
      try {
        yield Promise.reject(new Error('rejected'));
      } catch (error) {
        caught = (error as Error).message;
      }
      return [plain, promised, caught];
    };
    assert.deepEqual(await asCallback.engine(undefined, body), [1, 2, 'rejected']);
  });

  it('needs no stack for many tasks that are done at once', () => {
    const events: unknown[][] = [];
    void asCallback.engine(recorder(events), function* () {
      let sum = 0;
      for (let index = 0; index < 20_000; index++) {
        const value: number = yield task(atOnce, 1);
        sum += value;
      }
      return sum;
    });
    assert.deepEqual(events, [[null, 20_000]]);
  });

  it('waits for all of a list, and goes on inside of the last callback', () => {
    const first = held();
    const second = held();
    const events: unknown[][] = [];
    void asCallback.engine(recorder(events), function* () {
      const list: string[] = yield [task(first.op), task(second.op), task(atOnce, 'c')];
      const none: unknown[] = yield [];
      return [...list, none.length];
    });
    second.release(null, 'b');
    assert.deepEqual(events, []);
    first.release(null, 'a');
    assert.deepEqual(events, [[null, ['a', 'b', 'c', 0]]]);
  });

  it('ends the wait for a list with the first failure in time', () => {
    const first = held();
    const second = held();
    const events: unknown[][] = [];
    void asCallback.engine(recorder(events), function* () {
      yield [task(first.op), task(second.op)];
    });
    const error = new Error('second');
    second.release(error);
    assert.deepEqual(events, [[error]]);
    first.release(new Error('first'));
    assert.equal(events.length, 1);
  });

  it('waits for bodies that were started without a callback, inside of their callbacks too', () => {
    const { op, release } = held();
    const events: unknown[] = [];
    void asCallback.engine(
      (_error: unknown, sum: number) => events.push(sum),
      function* () {
        const started = [1, 2].map((each) =>
          asCallback.engine(null, function* () {
            const value: number = yield task(each === 1 ? op : atOnce, 10);
            events.push(value);
            return value + each;
          }),
        );
        events.push('started');
        const [one, two]: [number, number] = yield started;
        return one + two;
      },
    );
    assert.deepEqual(events, [10, 'started']);
    release(null, 100);
    assert.deepEqual(events, [10, 'started', 100, 113]);
  });

  it('throws an error that such a body gives in a list of arguments at the yield, and rejects its promise with it', async () => {
    const errors = captureProcessErrors();
    const error = new Error('with a value');
    for (const isLater of [false, true]) {
      const { op, release } = held();
      const events: unknown[] = [];
      let inner: Promise<unknown> | undefined;
      asCallback.engine(recorder(events as unknown[][]), function* () {
        inner = asCallback.engine(null, function* () {
          yield task(isLater ? op : atOnce, 10);
          return values.args(error, 1);
        });
        try {
          yield inner;
        } catch (caught) {
          events.push(caught);
          return 'caught';
        }
        return 'not caught';
      });
      if (isLater) release(null, 10);
      assert.deepEqual(events, [error, [null, 'caught']]);
      await assert.rejects(inner!, error);
    }
    await settle();
    assert.deepEqual(errors.stop(), []);
  });

  it('throws what a callback throws behind another promise as an uncaught exception', async () => {
    const errors = captureProcessErrors();
    const error = new Error('of the callback');
    void asCallback.engine(
      () => {
        throw error;
      },
      function* () {
        yield Promise.resolve(1);
      },
    );
    await settle();
    assert.deepEqual(errors.stop(), [{ kind: 'uncaughtException', error }]);
  });

  it('knows at once what is no function', () => {
    const events: unknown[][] = [];
    void asCallback.engine(recorder(events), function* () {
      yield task.method({}, 'missing');
    });
    assert.match(String(events[0]![0]), /"missing" is not a function/);
  });

  it('runs a generator that is yielded, at any depth, and throws its error at the yield', () => {
    const events: unknown[][] = [];
    void asCallback.engine(recorder(events), function* () {
      function* next(index: number): Generator<unknown, unknown, never> {
        if (index === 20_000) return task(atOnce, index);
        yield task(atOnce, index);
        return yield next(index + 1);
      }
      return next(0);
    });
    void asCallback.engine(recorder(events), function* () {
      function* next(index: number): Generator<unknown, unknown, never> {
        if (index === 20_000) return task(atOnce, index);
        yield task(atOnce, index);
        return yield next(index + 1);
      }
      return yield next(0);
    });
    void asCallback.engine(recorder(events), function* () {
      function* inner(): Generator<unknown, unknown, never> {
        yield task(failing);
        return undefined;
      }
      try {
        yield inner();
      } catch (error) {
        return (error as Error).message;
      }
      return 'not reached';
    });
    assert.deepEqual(events.slice(1), [
      [null, 20_000],
      [null, 'failed'],
    ]);
    assert.equal(Object.prototype.toString.call(events[0]![1]), '[object Generator]', 'a result is a value');
  });

  it('runs a generator that goes on later', () => {
    const { op, release } = held();
    const events: unknown[][] = [];
    function* inner(): Generator<unknown, unknown, never> {
      const value: string = yield task(op);
      return value;
    }
    void asCallback.engine(recorder(events), function* () {
      const value: string = yield inner();
      return value + '!';
    });
    assert.deepEqual(events, []);
    release(null, 'later');
    assert.deepEqual(events, [[null, 'later!']]);
  });
});
