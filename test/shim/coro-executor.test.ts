import assert from 'node:assert/strict';
import Tinypool from 'tinypool';
import { coroutine, runOnExecutor } from '../../shim/src/index.js';

type AnyFunction = (...args: never[]) => unknown;

describe('runOnExecutor with a pool of workers', () => {
  it('runs the work of the example in threads', async function () {
    const pool = new Tinypool({
      filename: new URL('../../examples/worker-pool/work.js', import.meta.url).href,
      maxThreads: 2,
    });
    const service = {
      executor: {
        submit: (fn: AnyFunction, ...args: unknown[]) => pool.run(args, { name: fn.name }) as Promise<unknown>,
      },
      count: runOnExecutor(function countPrimes(_limit: number): number {
        throw new Error('this runs elsewhere');
      }),
    };
    const counts = await coroutine(function* () {
      return yield [service.count(100), service.count(1000)];
    })();
    await pool.destroy();
    assert.deepEqual(counts, [25, 168]);
  });
});
