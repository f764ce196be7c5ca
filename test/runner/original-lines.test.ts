import assert from 'node:assert/strict';
import { originalLines } from '../../runner/original-lines.js';

/** The original line of each line of the new text. */
function linesOf(before: readonly string[], after: readonly string[]): number[] {
  const lineOf = originalLines(`${before.join('\n')}\n`, `${after.join('\n')}\n`);
  return after.map((_, index) => lineOf(index + 1));
}

describe('where lines of a converted text came from', () => {
  it('follows lines that moved', () => {
    assert.deepEqual(linesOf(['a', 'b', 'c'], ['new', 'a', 'c']), [1, 1, 3]);
  });

  it('takes the line at the same distance in a part that was written anew', () => {
    assert.deepEqual(linesOf(['a', 'b', 'c', 'd', 'e'], ['a', 'x', 'y', 'e']), [1, 2, 3, 5]);
    assert.deepEqual(linesOf(['a', 'b', 'c'], ['a', 'x', 'y', 'z', 'c']), [1, 2, 2, 2, 3]);
  });

  it('knows a line for every line', () => {
    assert.deepEqual(linesOf(['a'], ['a', 'b', 'c']), [1, 1, 1]);
    assert.equal(originalLines('a', 'a')(1), 1);
  });
});
