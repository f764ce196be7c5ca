import assert from 'node:assert/strict';
import { firstError, lastLines } from '../../runner/verify/first-error.js';

describe('firstError', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'mocha',
      '  sends\n    ✔ one (3ms)\n    1) two\n\n  1 passing\n  1 failing\n\n  1) sends\n       two:\n     AssertionError: 1 == 2\n',
      '1) two; AssertionError: 1 == 2',
    ],
    [
      'tap',
      'TAP version 13\nok 1 - a\nnot ok 2 - should be equal\n  ---\n  found: 404\n',
      'not ok 2 - should be equal',
    ],
    [
      'node',
      'node:assert:126\nAssertionError [ERR_ASSERTION]: too early\n    at x.js:1\n',
      'AssertionError [ERR_ASSERTION]: too early',
    ],
    ['node:test', '✔ a (1ms)\n✖ b (2ms)\n', '✖ b (2ms)'],
    [
      'jest',
      '\u001b[31mFAIL\u001b[39m test/a.test.js\n  ● a › b\n\n    Timeout - Async callback was not invoked\n',
      'FAIL test/a.test.js; Timeout - Async callback was not invoked',
    ],
    ['nothing', 'all is well\n', ''],
  ];
  for (const [runner, output, expected] of cases)
    it(`finds what ${runner} says`, () => assert.equal(firstError(output, ''), expected));

  it('knows what was said before the conversion, whatever the numbers', () => {
    const before = 'Error: expected by a test, after 12 ms\nnot ok 3 - flaky # TODO\n';
    const after = 'Error: expected by a test, after 15 ms\nnot ok 3 - flaky # TODO\nnot ok 4 - order\n';
    assert.equal(firstError(after, before), 'not ok 4 - order');
  });

  it('cuts long lines', () => {
    assert.equal(firstError(`Error: ${'x'.repeat(500)}`, '').length, 160);
  });

  it('gives the last lines without empty ones', () => {
    assert.deepEqual(lastLines('a\n\nb\r\n\u001b[1mc\u001b[0m\n\n', 2), ['b', 'c']);
  });
});
