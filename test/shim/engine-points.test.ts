import assert from 'node:assert/strict';
import {
  Arguments,
  Callback,
  engine,
  Future,
  kw,
  moment,
  Multi,
  NodeTask,
  Task,
  Wait,
  WaitAll,
  type Yielded,
} from '../../shim/src/index.js';
import { turns } from './helpers/shim-log.js';

type Deliver = (...values: unknown[]) => void;

/** Runs an engine to its end and gives what it collected. */
function collect(body: (add: (value: unknown) => void) => Generator<unknown, void, Yielded>): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const values: unknown[] = [];
    engine(function* () {
      try {
        yield* body((value) => values.push(value));
        resolve(values);
      } catch (error) {
        reject(error);
      }
    })();
  });
}

const later =
  (...values: unknown[]) =>
  (callback: Deliver): void =>
    void setImmediate(callback, ...values);

describe('Task', () => {
  it('decides by the number of arguments what the value is', async () => {
    const values = await collect(function* (add) {
      for (const args of [[], [undefined], [null], [[1, 2]], [undefined, 1], [{ a: 1 }]]) {
        add(yield Task((callback: Deliver) => callback(...args)));
      }
    });
    assert.deepEqual(values.slice(0, 4), [undefined, undefined, null, [1, 2]]);
    assert.ok(values[4] instanceof Arguments);
    assert.deepEqual([...values[4]], [[undefined, 1], {}]);
    assert.deepEqual(values[5], { a: 1 });
  });

  it('takes keywords only from kw', async () => {
    const [value] = await collect(function* (add) {
      add(yield Task((callback: Deliver) => callback(kw({ error: 'foo' }))));
    });
    assert.ok(value instanceof Arguments);
    assert.deepEqual({ args: value.args, kwargs: value.kwargs }, { args: [], kwargs: { error: 'foo' } });
  });

  it('passes any number of arguments before the callback, with and without new', async () => {
    const sum = (...args: unknown[]): void => (args.pop() as Deliver)((args as number[]).reduce((a, b) => a + b, 0));
    const values = await collect(function* (add) {
      add(yield Task(sum));
      add(yield new Task(sum, 1));
      add(yield Task(sum, 1, 2));
      add(yield new Task(sum, 1, 2, 3));
      add(yield Task(sum, 1, 2, 3, 4));
      add(yield new Task(sum, 1, 2, 3, 4, 5));
    });
    assert.deepEqual(values, [0, 1, 3, 6, 10, 15]);
  });

  it('can be subclassed and told by instanceof', () => {
    class Named extends Task {
      readonly name = 'named';
    }
    const named = new Named(() => {});
    assert.ok(named instanceof Task && named instanceof Named);
    assert.equal(named.name, 'named');
    assert.ok(Task(() => {}) instanceof Task);
    assert.ok(!(Task(() => {}) instanceof NodeTask));
  });

  it('refuses a second callback when it is built, and what is no function', () => {
    assert.throws(() => Task(() => {}, { callback: () => {} }), /Task adds the callback itself.*\nLeave/);
    assert.throws(() => Task(() => {}, 1, 2, 3, 4, kw({ callback: () => {} })), TypeError);
    assert.throws(() => Task(5 as never), /needs the function to call as first argument/);
    class Options {
      callback = (): void => {};
    }
    assert.ok(
      Task(() => {}, new Options()),
      'an object of a class is no options object',
    );
  });

  it('drops results that come after the generator went on', async () => {
    let deliver: Deliver = () => {};
    const values = await collect(function* (add) {
      add(
        yield Task((callback: Deliver) => {
          deliver = callback;
          setImmediate(callback, 'first');
        }),
      );
      deliver('late');
      add(yield Task(later('second')));
      deliver('later still');
      add(yield Task(later('third')));
    });
    assert.deepEqual(values, ['first', 'second', 'third']);
  });
});

describe('NodeTask', () => {
  it('throws a truthy error at the yield and gives what follows the error otherwise', async () => {
    const values = await collect(function* (add) {
      add(yield NodeTask(later(null)));
      add(yield NodeTask(later(null, 'value')));
      const several: unknown = yield NodeTask(later(undefined, 1, 2));
      add(several instanceof Arguments);
      for (const call of [later(new Error('later')), (callback: Deliver) => callback(new Error('at once'))]) {
        try {
          yield NodeTask(call);
        } catch (error) {
          add((error as Error).message);
        }
      }
    });
    assert.deepEqual(values, [undefined, 'value', true, 'later', 'at once']);
  });

  it('in a list: the first error in time is thrown at once, the rest is ignored', async () => {
    const events: string[] = [];
    const call = (name: string, turnCount: number, fails: boolean, callback: Deliver): void => {
      void turns(turnCount).then(() => {
        events.push(name);
        callback(fails ? new Error(name) : null, name);
      });
    };
    await collect(function* (add) {
      try {
        yield [NodeTask(call, 'a', 3, true), NodeTask(call, 'b', 1, false), NodeTask(call, 'c', 2, true)];
      } catch (error) {
        events.push(`caught ${(error as Error).message}`);
      }
      add(yield Task((callback: Deliver) => void turns(4).then(() => callback())));
    });
    assert.deepEqual(events, ['b', 'c', 'caught c', 'a']);
  });
});

describe('Multi', () => {
  it('gives results in the shape and order of the children', async () => {
    const values = await collect(function* (add) {
      add(yield { x: Task(later(1)), y: [Task(later(2)), { z: Task(later(3)) }] });
      add(
        yield new Map<unknown, unknown>([
          ['k', Task(later(4))],
          [5, NodeTask(later(null, 6))],
        ]),
      );
      add(yield Multi(new Set([Task(later(7))])));
      add(yield [[], {}]);
    });
    assert.deepEqual(values, [
      { x: 1, y: [2, { z: 3 }] },
      new Map<unknown, unknown>([
        ['k', 4],
        [5, 6],
      ]),
      [7],
      [[], {}],
    ]);
  });

  it('takes futures and promises among tasks', async () => {
    const future = new Future<string>();
    setImmediate(() => future.setResult('future'));
    const values = await collect(function* (add) {
      add(yield [Task(later('task')), future, Promise.resolve('promise')]);
      add(yield future);
      add(yield moment);
    });
    assert.deepEqual(values, [['task', 'future', 'promise'], 'future', undefined]);
  });

  it('calls the same task once for each place in the list, and again when the list is yielded again', async () => {
    let calls = 0;
    const values = await collect(function* (add) {
      const task = Task((callback: Deliver) => void setImmediate(callback, ++calls));
      const list = Multi([task, task]);
      add(yield list);
      add(yield list);
    });
    assert.deepEqual(values, [
      [1, 2],
      [3, 4],
    ]);
  });

  it('reports an unknown key in a list at once', async () => {
    const values = await collect(function* (add) {
      try {
        yield [Task(() => {}), [Wait('nope')]];
      } catch (error) {
        add((error as Error).name);
      }
      const late: Deliver = yield Callback('k');
      setImmediate(late, 'v');
      add(yield [Task(later('t')), Wait('k')]);
      add(yield WaitAll([]));
    });
    assert.deepEqual(values, ['UnknownKeyError', ['t', 'v'], []]);
  });
});
