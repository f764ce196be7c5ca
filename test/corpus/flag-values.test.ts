import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { InvalidArgumentError } from 'commander';
import { count, modeNames } from '../../corpus/run/flag-values.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('flags of the programs that measure', () => {
  it('takes whole numbers above zero', () => {
    assert.equal(count('12'), 12);
    for (const value of ['', '0', '-1', '1.5', 'x', '3x', 'Infinity'])
      assert.throws(() => count(value), InvalidArgumentError, value);
  });

  it('takes modes that there are', () => {
    assert.deepEqual(modeNames('default,verify'), ['default', 'verify']);
    assert.throws(() => modeNames('default,unsave'), /Modes are default, unsafe/);
  });

  for (const [script, ...flags] of [
    ['corpus/run.ts', '--modes', 'unsave'],
    ['corpus/run.ts', '--only', 'no-such-package'],
    ['corpus/inject.ts', '--rounds', 'many'],
    ['scripts/fuzz.ts', '--progams', '10'],
    ['scripts/fuzz.ts', '--only', 'x'],
    ['bench/plan/main.ts', '--fast'],
    ['bench/shim/main.js', '--samples', 'few'],
  ])
    it(`${script} ${flags.join(' ')} ends with code 2 and says what is wrong`, () => {
      const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script!, ...flags], {
        cwd: root,
        encoding: 'utf8',
      });
      assert.equal(stdout, '');
      assert.ok(stderr.includes(flags.at(-1)!) || stderr.includes(flags[0]!), stderr);
      assert.doesNotMatch(stderr, /\n {4}at /);
      assert.equal(status, 2);
    });
});
