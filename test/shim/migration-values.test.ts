import assert from 'node:assert/strict';
import { asCallback, values } from '../../shim/src/index.js';
import { settle } from './helpers/process-errors.js';

type Carrier = ReturnType<typeof values> | ReturnType<typeof values.args>;

/** The argument list with which a callback is called for a body that returns `carrier`. */
async function callbackArgs(carrier: Carrier): Promise<unknown[]> {
  const calls: unknown[][] = [];
  asCallback(
    (...args: unknown[]) => void calls.push(args),
    async () => carrier,
  );
  await settle();
  assert.equal(calls.length, 1);
  return calls[0] as unknown[];
}

/** What a promise caller gets for such a body. */
const promised = (carrier: Carrier): unknown => asCallback(undefined, async () => carrier);

describe('values', () => {
  it('calls back with null and the values', async () => {
    assert.deepEqual(await callbackArgs(values()), [null]);
    assert.deepEqual(await callbackArgs(values(1)), [null, 1]);
    assert.deepEqual(await callbackArgs(values(1, undefined, 3)), [null, 1, undefined, 3]);
  });

  it('is the array of the values for a promise caller', async () => {
    assert.deepEqual(await promised(values()), []);
    assert.deepEqual(await promised(values(1)), [1]);
    assert.deepEqual(await promised(values(1, 2)), [1, 2]);
  });

  it('gives a promise caller a plain array, which a body may return as one value', async () => {
    const list = await asCallback(undefined, async () => values(1, 2));
    const calls: unknown[][] = [];
    asCallback(
      (...args: unknown[]) => void calls.push(args),
      async () => list,
    );
    await settle();
    assert.deepEqual(calls, [[null, [1, 2]]]);
  });

  it('looks like a plain array', () => {
    const carrier = values('a', 'b');
    assert.deepEqual(carrier, ['a', 'b']);
    assert.deepEqual(Object.keys(carrier), ['0', '1']);
    const [first, second] = carrier;
    assert.deepEqual([first, second], ['a', 'b']);
  });
});

describe('values.args', () => {
  it('is the exact argument list of the callback', async () => {
    assert.deepEqual(await callbackArgs(values.args()), []);
    assert.deepEqual(await callbackArgs(values.args(null)), [null]);
    assert.deepEqual(await callbackArgs(values.args(undefined)), [undefined]);
    const error = new Error('partly');
    assert.deepEqual(await callbackArgs(values.args(error, 'made')), [error, 'made']);
    assert.deepEqual(await callbackArgs(values.args('only', 'values')), ['only', 'values']);
  });

  it('rejects with a truthy first argument for a promise caller', async () => {
    const error = new Error('partly');
    await assert.rejects(promised(values.args(error, 'made')) as Promise<unknown>, (e) => e === error);
  });

  it('gives a promise caller the value, or an array of several', async () => {
    assert.equal(await promised(values.args()), undefined);
    assert.equal(await promised(values.args(null)), undefined);
    assert.equal(await promised(values.args(undefined, 1)), 1);
    assert.deepEqual(await promised(values.args(null, 1, 2)), [1, 2]);
  });
});
