import assert from 'node:assert/strict';
import type { Arguments } from '../../shim/src/index.js';
import { callbackKeys, KeyReuseError, pendingCallback, UnknownKeyError } from '../../shim/src/index.js';

describe('pendingCallback', () => {
  it('gives the result, whether it came before or after the wait', async () => {
    const early = pendingCallback();
    early('a');
    assert.equal(await early.wait(), 'a');
    const late = pendingCallback();
    setImmediate(late, 'b', 2);
    const value = (await late.wait()) as Arguments;
    assert.deepEqual(value.args, ['b', 2]);
  });

  it('gives the last of several results that came before the wait', async () => {
    const callback = pendingCallback();
    callback(1);
    callback();
    assert.equal(await callback.wait(), undefined);
  });
});

describe('callbackKeys', () => {
  it('gives results by key and in the order of the keys, arrays compared by their elements', async () => {
    const keys = callbackKeys();
    const [a, b] = [keys.callback(['x', 1]), keys.callback('b')];
    setImmediate(() => {
      b('second');
      a('first');
    });
    assert.deepEqual(await keys.waitAll([['x', 1], 'b']), ['first', 'second']);
  });

  it('lets a key be used again once it was waited for, not before', async () => {
    const keys = callbackKeys();
    keys.callback('k')(1);
    assert.throws(() => keys.callback('k'), KeyReuseError);
    assert.equal(await keys.wait('k'), 1);
    keys.callback('k')(2);
    assert.equal(await keys.wait('k'), 2);
  });

  it('refuses keys that are not registered before it waits for any', async () => {
    const keys = callbackKeys();
    keys.callback('known');
    await assert.rejects(keys.wait('k'), UnknownKeyError);
    await assert.rejects(keys.waitAll(['known', 'k']), UnknownKeyError);
  });
});
