import assert from 'node:assert/strict';
import { detach } from '../../shim/src/index.js';
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
});
