import assert from 'node:assert/strict';
import { asCallback, task, values } from 'coshift-shim';
import { captureProcessErrors, settle } from './helpers/process-errors.js';

const recorder = (events: unknown[][]): ((...args: unknown[]) => void) => {
  return (...args) => events.push(args);
};

describe('asCallback.sync', () => {
  it('calls the callback before it returns, with the argument lists of asCallback', () => {
    const events: unknown[][] = [];
    const record = recorder(events);
    const failure = new Error('failed');
    const returned = [
      asCallback.sync(record, () => 'v'),
      asCallback.sync(record, () => undefined),
      asCallback.sync(record, () => values('a', 'b')),
      asCallback.sync.void(record, () => 'v'),
      asCallback.sync.null(record, () => 'v'),
      asCallback.sync(record, () => {
        throw failure;
      }),
    ];
    assert.deepEqual(new Set(returned), new Set([undefined]));
    assert.deepEqual(events, [[null, 'v'], [null, undefined], [null, 'a', 'b'], [], [null], [failure]]);
  });

  it('lets what the callback throws reach the caller, and calls it no second time', () => {
    let calls = 0;
    const callback = (): void => {
      calls++;
      throw new Error('from the callback');
    };
    assert.throws(() => asCallback.sync(callback, () => 'v'), /from the callback/);
    assert.throws(
      () =>
        asCallback.sync(callback, () => {
          throw new Error('from the body');
        }),
      /from the callback/,
    );
    assert.equal(calls, 2);
  });

  it('gives a promise without a callback', async () => {
    assert.deepEqual(await asCallback.sync(undefined, () => values('a', 'b')), ['a', 'b']);
    assert.equal(await asCallback.sync.void(null, () => 'v'), undefined);
    const failing = asCallback.sync(null, () => {
      throw new Error('failed');
    });
    await assert.rejects(failing, /failed/);
  });

  it('punishes nobody who tolerates a missing callback', async () => {
    const captured = captureProcessErrors();
    void asCallback.sync.optional('no function' as unknown as undefined, () => {
      throw new Error('failed');
    });
    await settle();
    assert.deepEqual(captured.stop(), []);
  });

  it('lets an engine that yields it go on at once', () => {
    const get = (key: string, callback?: (error: unknown, value?: string) => void): unknown =>
      asCallback.sync(callback, () => key.toUpperCase());
    const events: unknown[][] = [];
    void asCallback.engine(recorder(events), function* () {
      const direct: string = yield get('a');
      const bridged: string = yield task(get, 'b');
      return direct + bridged;
    });
    assert.deepEqual(events, [[null, 'AB']]);
  });
});
