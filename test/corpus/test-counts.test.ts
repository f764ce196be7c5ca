import assert from 'node:assert/strict';
import { readTestCounts } from '../../corpus/run/test-counts.js';

const outputs: Record<string, [output: string, passing: number, failing: number]> = {
  mocha: ['\n  12 passing (30ms)\n  1 failing\n', 12, 1],
  'mocha in colour': ['\u001b[32m  12 passing\u001b[0m', 12, 0],
  'mocha 1': ['  ✔ 14 tests complete (11 ms)', 14, 0],
  'mocha 1 with failures': ['  ✖ 2 of 14 tests failed:', 12, 2],
  'vows, several runs': ['✓ OK » 5 honored (0.1s)\n✗ Broken » 7 honored ∙ 1 broken ∙ 2 errored (1s)', 12, 3],
  jasmine: ['10 specs, 3 failures', 7, 3],
  lab: ['250 tests passed', 250, 0],
  'lab with failures': ['2 of 250 tests failed', 248, 2],
  'tape summaries of several files': ['# tests 3\n# pass  3\n# ok\n# tests 2\n# pass  1\n# fail  1', 4, 1],
  'bare TAP': ['ok 1 a\nnot ok 2 b\nok 3 c', 2, 1],
  marks: ['  ✓ a\n  ✗ b\n', 1, 1],
};

describe('counts of tests', () => {
  for (const [name, [output, passing, failing]] of Object.entries(outputs)) {
    it(`are read from ${name}`, () => assert.deepEqual(readTestCounts(output), { passing, failing }));
  }

  it('are unknown when nothing tells', () => assert.equal(readTestCounts('done\n'), undefined));
});
