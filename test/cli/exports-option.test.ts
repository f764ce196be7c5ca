import assert from 'node:assert/strict';
import { parseExports } from '../../cli/exports-option.js';

describe('parseExports', () => {
  it('takes a policy for all exports, and rules for some of them, in any order', () => {
    const values = ['@scope/a=promise', 'callback', 'b#load=dual', '#default=promise'];
    const parsed = values.reduce<ReturnType<typeof parseExports> | undefined>(
      (before, value) => parseExports(value, before),
      undefined,
    );
    assert.deepEqual(parsed, {
      policy: 'callback',
      rules: [
        { package: '@scope/a', policy: 'promise' },
        { package: 'b', name: 'load', policy: 'dual' },
        { name: 'default', policy: 'promise' },
      ],
    });
  });

  it('refuses a policy that there is none of, and says how rules are written', () => {
    assert.throws(() => parseExports('lib=async'), /Allowed choices are dual, promise, callback; put PACKAGE=/);
  });
});
