import assert from 'node:assert/strict';
import { Arguments, callNodeTask, callTask, engine, IOLoop, Task } from '../../shim/src/index.js';
import { captureProcessErrors, settle } from './helpers/process-errors.js';

type Done = (...args: unknown[]) => void;

describe('callTask', () => {
  it('gives what a Task gives: nothing, one argument, several', async () => {
    const call = (...result: unknown[]): Promise<unknown> => callTask((done: Done) => done(...result));
    assert.equal(await call(), undefined);
    assert.equal(await call(null), null);
    assert.deepEqual(await call([1, 2]), [1, 2]);
    const several = (await call('a', 2)) as Arguments;
    assert.ok(several instanceof Arguments);
    assert.deepEqual(several.args, ['a', 2]);
  });

  it('calls the function at once, with its arguments before the callback', async () => {
    const seen: unknown[] = [];
    const promise = callTask(
      (a: unknown, b: unknown, done: Done) => {
        seen.push(a, b);
        setImmediate(done, 'value');
      },
      1,
      2,
    );
    assert.deepEqual(seen, [1, 2]);
    assert.equal(await promise, 'value');
  });

  it('rejects with what the function throws, even after it has called back', async () => {
    const error = new Error('thrown');
    await assert.rejects(
      callTask((done: Done) => {
        done('early');
        throw error;
      }),
      error,
    );
  });

  it('rejects with the error of a callback that the function schedules, and with that of an engine', async () => {
    const scheduled = new Error('scheduled');
    const fails = (): void =>
      IOLoop.current().addCallback(() => {
        throw scheduled;
      });
    await assert.rejects(callTask(fails), scheduled);
    const late = new Error('late');
    const work = engine(function* (_done: Done) {
      yield Task((done: Done) => void setImmediate(done));
      throw late;
    });
    await assert.rejects(callTask(work), late);
  });

  it('refuses what is no function at once, as Task does', () => {
    assert.throws(() => callTask('no' as never), /Task needs the function to call as first argument/);
  });
});

describe('callNodeTask', () => {
  it('gives what a NodeTask gives', async () => {
    const call = (...result: unknown[]): Promise<unknown> => callNodeTask((done: Done) => done(...result));
    assert.equal(await call(), undefined);
    assert.equal(await call(null, 1), 1);
    assert.deepEqual(((await call(null, 1, 2)) as Arguments).args, [1, 2]);
    await assert.rejects(call('reason'), (reason) => reason === 'reason');
  });

  it('leaves no unhandled rejection behind when it is awaited later', async () => {
    const errors = captureProcessErrors();
    const promise = callNodeTask((done: Done) => void setImmediate(done, null, 'x'));
    await settle();
    assert.equal(await promise, 'x');
    assert.deepEqual(errors.stop(), []);
  });
});
