import assert from 'node:assert/strict';
import { asCallback, detach, engine, ExceptionStackContext, Task, task, values } from '../../shim/src/index.js';
import { captureProcessErrors, settle } from './helpers/process-errors.js';

describe('detach', () => {
  it('runs the body at once and returns nothing', async () => {
    const order: string[] = [];
    const result = detach(async () => {
      order.push('body');
      await null;
      order.push('later');
    });
    order.push('after');
    assert.equal(result, undefined);
    await settle();
    assert.deepEqual(order, ['body', 'after', 'later']);
  });

  it('throws a failure as an uncaught exception, the very same value', async () => {
    for (const reason of [new Error('x'), undefined, null]) {
      const errors = captureProcessErrors();
      detach(() => Promise.reject(reason));
      await settle();
      assert.deepEqual(errors.stop(), [{ kind: 'uncaughtException', error: reason }]);
    }
  });

  it('treats a synchronous throw in the same way', async () => {
    const errors = captureProcessErrors();
    const error = new Error('at once');
    detach(() => {
      throw error;
    });
    assert.deepEqual(errors.rows, [], 'not thrown at the caller');
    await settle();
    assert.deepEqual(errors.stop(), [{ kind: 'uncaughtException', error }]);
  });

  it('gives a failure to the exception context in which it was called, and to the engine that called it', async () => {
    const seen: unknown[] = [];
    const error = new Error('x');
    const handle = (reason: unknown): boolean => seen.push(reason) > 0;
    const fail = (): void => detach(() => Promise.reject(error));
    new ExceptionStackContext(handle).run(fail);
    engine(function* () {
      try {
        fail();
        yield Task((done: () => void) => void setTimeout(done, 20));
      } catch (reason) {
        seen.push('engine', reason);
      }
    })();
    await settle();
    assert.deepEqual(seen, [error, 'engine', error]);
  });
});

describe('asCallback.plain', () => {
  it('gives the callback the values alone, or a promise', async () => {
    const seen: unknown[][] = [];
    const callback = (...args: unknown[]): void => void seen.push(args);
    assert.equal(
      asCallback.plain(callback, async () => 1),
      undefined,
    );
    asCallback.plain(callback, async () => values('a', 2));
    await settle();
    assert.deepEqual(seen, [[1], ['a', 2]]);
    assert.equal(await asCallback.plain(null, async () => 3), 3);
    assert.equal(await asCallback.plain(null, async () => values()), undefined);
    assert.equal(await asCallback.plain(null, async () => values(4)), 4);
    assert.deepEqual(await asCallback.plain(null, async () => values(5, 6)), [5, 6]);
  });

  it('throws a failure as detach does; the callback does not hear of it', async () => {
    const errors = captureProcessErrors();
    const error = new Error('x');
    asCallback.plain(
      () => assert.ok(false, 'called'),
      () => Promise.reject(error),
    );
    await settle();
    assert.deepEqual(errors.stop(), [{ kind: 'uncaughtException', error }]);
    await assert.rejects(
      asCallback.plain(undefined, () => Promise.reject(error)),
      error,
    );
  });
});

describe('detach.engine', () => {
  type Callback = (...args: unknown[]) => void;
  const atOnce = (value: unknown, callback: Callback): void => callback(null, value);

  it('goes on inside of the callbacks and returns nothing', () => {
    const order: unknown[] = [];
    let release: Callback | undefined;
    const owner = { name: 'owner' };
    const returned = detach.engine(function* (this: unknown) {
      order.push((this as typeof owner).name, yield task(atOnce, 'at once'));
      order.push(yield task((callback: Callback) => void (release = callback)));
    }, owner);
    order.push('after');
    release!(null, 'later');
    order.push('end');
    assert.equal(returned, undefined);
    assert.deepEqual(order, ['owner', 'at once', 'after', 'later', 'end']);
  });

  it('throws at the caller as long as it has waited for nothing, then at who called back', () => {
    let release: Callback | undefined;
    const fails = (): void =>
      detach.engine(function* () {
        yield task(atOnce, 1);
        throw new Error('at once');
      });
    assert.throws(fails, /at once/);
    detach.engine(function* () {
      yield task((callback: Callback) => void (release = callback));
      throw new Error('later');
    });
    assert.throws(() => release!(null), /later/);
  });

  it('drops what the body returns', async () => {
    const errors = captureProcessErrors();
    const rejected = Promise.reject(new Error('of another'));
    detach.engine(function* () {
      yield task(atOnce, 1);
      return rejected;
    });
    await settle();
    const [row, ...others] = errors.stop();
    assert.deepEqual([row?.kind, others.length], ['unhandledRejection', 0]);
    rejected.catch(() => undefined);
  });
});
