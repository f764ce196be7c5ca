import assert from 'node:assert/strict';
import { asCallback, task, values } from 'coshift-shim';

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
    await assert.rejects(failed!, /failed/);
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
});
