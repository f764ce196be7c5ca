import assert from 'node:assert/strict';
import { asCallback, task } from '../../shim/src/index.js';
import { settle } from './helpers/process-errors.js';

type Call = unknown[];

/** A callback that records each argument list. */
function recorder(): { calls: Call[]; cb: (...args: unknown[]) => void } {
  const calls: Call[] = [];
  return { calls, cb: (...args) => void calls.push(args) };
}

describe('asCallback.pending', () => {
  const forms: Record<string, (cb: () => void, body: () => Promise<unknown>) => unknown> = {
    asCallback,
    void: asCallback.void,
    null: asCallback.null,
    optional: asCallback.optional,
  };
  for (const [name, form] of Object.entries(forms))
    it(`leaves the callback to others: ${name}`, async () => {
      const { calls, cb } = recorder();
      form(cb, async () => asCallback.pending);
      await settle();
      assert.deepEqual(calls, []);
    });

  it('is said by one path, while another gives a result or fails', async () => {
    const { calls, cb } = recorder();
    for (const size of [0, 1, -1])
      asCallback(cb, async () => {
        if (size < 0) throw new Error('gone');
        if (size > 0) return size;
        return asCallback.pending;
      });
    await settle();
    assert.deepEqual(calls, [[null, 1], [new Error('gone')]]);
  });

  it('keeps a promise open, since nobody could call back', async () => {
    let ended = false;
    const promise: unknown = asCallback(null, async () => asCallback.pending);
    void (promise as Promise<unknown>).finally(() => (ended = true));
    await settle();
    assert.equal(ended, false);
  });

  it('says nothing of what stands in place of a callback, which nobody calls', async () => {
    const value: unknown = asCallback('none' as never, async () => asCallback.pending);
    await settle();
    assert.equal(value, undefined);
  });

  it('ends a generator that goes on at once', async () => {
    const { calls, cb } = recorder();
    const find = (key: string, done: (err: null, value: string) => void) => done(null, key);
    for (const key of ['there', ''])
      void asCallback.engine(cb, function* () {
        const value: string = yield task(find, key);
        return value ? value : asCallback.pending;
      });
    assert.deepEqual(calls, [[null, 'there']]);
    let ended = false;
    const promise: unknown = asCallback.engine(null, function* () {
      yield task(find, '');
      return asCallback.pending;
    });
    void (promise as Promise<unknown>).finally(() => (ended = true));
    await settle();
    assert.equal(ended, false);
  });
});
