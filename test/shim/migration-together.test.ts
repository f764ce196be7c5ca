import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { together } from '../../shim/src/index.js';

describe('together', () => {
  it('gives the values in the shape of the collection, collections inside included', async () => {
    const one = Promise.resolve(1);
    assert.deepEqual(await together([one, 2]), [1, 2]);
    assert.deepEqual(await together({ a: one, b: { c: [one] } }), { a: 1, b: { c: [1] } });
    assert.deepEqual(await together(new Map([['k', one]])), new Map([['k', 1]]));
  });

  it('fails with the first failure in time, and leaves no unhandled rejection', async () => {
    const fail = async (ms: number, message: string): Promise<never> => {
      await sleep(ms);
      throw new Error(message);
    };
    await assert.rejects(together({ slow: fail(5, 'slow'), nested: [fail(1, 'fast')] }), /fast/);
    await sleep(10);
  });
});
