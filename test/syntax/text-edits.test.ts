import assert from 'node:assert/strict';
import { LineIndex } from '../../syntax/line-index.js';
import { applyEdits, sliceWithEdits } from '../../syntax/text-edits.js';

const edit = (start: number, end: number, text: string) => ({ start, end, text });

describe('text edits', () => {
  it('applies edits in any order, insertions before a replacement at the same place', () => {
    assert.equal(applyEdits('abcdef', [edit(4, 6, 'X'), edit(1, 2, 'Y'), edit(1, 1, '<'), edit(1, 1, '>')]), 'a<>YcdX');
  });

  it('takes neighbours and refuses overlaps', () => {
    assert.equal(applyEdits('abcdef', [edit(0, 2, '1'), edit(2, 4, '2'), edit(4, 4, '+')]), '12+ef');
    assert.throws(() => applyEdits('abcdef', [edit(0, 3, ''), edit(2, 4, '')]), RangeError);
    assert.throws(() => applyEdits('abcdef', [edit(0, 3, ''), edit(2, 2, 'x')]), RangeError);
    assert.throws(() => applyEdits('abc', [edit(2, 9, '')]), RangeError);
  });

  it('slices with the edits inside, and refuses one that crosses the border', () => {
    const edits = [edit(0, 1, 'A'), edit(2, 3, 'C'), edit(4, 4, '!'), edit(5, 6, 'F')];
    assert.equal(sliceWithEdits('abcdef', 1, 4, edits), 'bCd!');
    assert.throws(() => sliceWithEdits('abcdef', 1, 4, [edit(3, 5, '')]), RangeError);
  });
});

describe('line index', () => {
  it('counts LF, CRLF and CR as line ends', () => {
    const index = new LineIndex('a\nbc\r\nd\re');
    assert.deepEqual(
      [0, 2, 3, 6, 8].map((offset) => index.at(offset)),
      [
        { line: 1, column: 1 },
        { line: 2, column: 1 },
        { line: 2, column: 2 },
        { line: 3, column: 1 },
        { line: 4, column: 1 },
      ],
    );
  });
});
