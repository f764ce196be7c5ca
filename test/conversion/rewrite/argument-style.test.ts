import assert from 'node:assert/strict';
import { argumentStyle } from '../../../conversion/rewrite/width/argument-style.js';
import { lineWidth } from '../../../conversion/rewrite/width/line-width.js';
import { parse } from '../../../syntax/parse.js';

const fileOf = (...lines: string[]) => parse({ path: 'a.js', text: lines.join('\n') });

describe('how a file breaks arguments', () => {
  it('fills the line below the call when there is nothing to go by', () => {
    assert.deepEqual(argumentStyle(fileOf('go(1, 2)', 'go(1,', '  function () {})')), { kind: 'filled' });
  });

  it('gives each argument a line, even short ones, where the file does', () => {
    assert.deepEqual(argumentStyle(fileOf('go(', '  1,', '  2', ')')), { kind: 'each', always: true });
  });

  it('gives each argument a line only when they need it, where the file had to', () => {
    const long = `'${'x'.repeat(60)}'`;
    assert.deepEqual(argumentStyle(fileOf('go(', `  ${long},`, `  ${long}`, ')')), { kind: 'each', always: false });
  });

  it('continues the line of the call as far in as the file does', () => {
    assert.deepEqual(argumentStyle(fileOf('go(1,', '    2)')), { kind: 'hanging', indent: '    ' });
  });

  it('aligns with the first argument where the file does', () => {
    assert.deepEqual(argumentStyle(fileOf('go(1,', '   2)')), { kind: 'aligned' });
  });

  it('learns nothing from lines that begin with a comma', () => {
    assert.deepEqual(argumentStyle(fileOf('go( 1', '  , 2 )')), { kind: 'filled' });
  });
});

describe('how long the lines of a file may get', () => {
  const lines = (count: number, length: number) => Array.from({ length: count }, () => `go(${'1'.repeat(length - 4)})`);

  it('is what its own lines need', () => {
    assert.equal(lineWidth(fileOf(...lines(60, 30), ...lines(4, 93))), 93);
  });

  it('is at least 80, and 100 in a file too short to tell', () => {
    assert.equal(lineWidth(fileOf(...lines(60, 30))), 80);
    assert.equal(lineWidth(fileOf(...lines(10, 30))), 100);
  });

  it('does not follow a single line, nor comments', () => {
    assert.equal(lineWidth(fileOf(...lines(60, 70), ...lines(1, 200))), 80);
    assert.equal(
      lineWidth(fileOf(...lines(60, 70), ...lines(9, 50).map((line) => `${line} // ${'x'.repeat(99)}`))),
      80,
    );
  });
});
