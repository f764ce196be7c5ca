import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExampleCopy } from './example-copy.js';

describe('the diff of examples/legacy-app', function () {
  this.timeout(120_000);

  it('is what git apply takes, and leaves what --write leaves', () => {
    const copy = new ExampleCopy();
    try {
      const { status, stdout, stderr } = copy.coshift('convert');
      assert.equal(status, 0, stderr);
      assert.match(stderr, /nothing written/i);
      assert.equal(copy.git('status', '--porcelain'), '');

      writeFileSync(join(copy.dir, '.git/conversion.patch'), stdout);
      copy.git('apply', '.git/conversion.patch');
      const applied = copy.git('diff');
      assert.match(applied, /^\+.*\bawait\b/m);

      copy.git('checkout', '--', '.');
      assert.equal(copy.coshift('convert', '--write').status, 0);
      assert.equal(copy.git('diff'), applied);
    } finally {
      copy.remove();
    }
  });
});
