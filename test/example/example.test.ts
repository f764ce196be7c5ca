import assert from 'node:assert/strict';
import { ExampleCopy, type CommandResult } from './example-copy.js';

function passing({ status, stdout, stderr }: CommandResult): number {
  assert.equal(status, 0, stdout + stderr);
  return Number(/(\d+) passing/.exec(stdout)?.[1]);
}

describe('examples/legacy-app', function () {
  this.timeout(120_000);
  let copy: ExampleCopy;

  before(() => {
    copy = new ExampleCopy();
  });
  after(() => {
    copy.remove();
  });

  it('passes its tests as it is', () => {
    assert.ok(passing(copy.test()) >= 46);
    assert.equal(copy.git('status', '--porcelain'), '');
  });
});
