import assert from 'node:assert/strict';
import { emptyCensus, type FileOutcome, type RestCount, type RunReport } from '../../core/index.js';
import { formatCensus } from '../../report/format-census.js';

const rest: readonly RestCount[] = [
  { place: 'declined', code: 'CS2001', unsafe: false, units: 3, lines: [4, 5, 5] },
  { place: 'undecided', code: 'CS1408', undecided: true, unsafe: false, units: 1, lines: [9] },
];

/** A file whose sites have the codes. */
function outcome(path: string, codes: readonly string[]): FileOutcome {
  const completions = rest.reduce((sum, { units }) => sum + units, 0);
  const census = { ...emptyCensus, completions };
  const reasons = codes.map((code) => ({ code, severity: 'warning', message: '', path }));
  return {
    path,
    status: 'unchanged',
    edits: [],
    decisions: [{ reasons }],
    diagnostics: [],
    shimImports: [],
    census: { before: census, after: census, rest },
  } as unknown as FileOutcome;
}

const rowsOf = (files: readonly FileOutcome[]): readonly string[] => {
  const text = formatCensus({ files } as unknown as RunReport);
  return text
    .trimEnd()
    .split('\n')
    .slice(text.split('\n').indexOf('What holds the rest:') + 1);
};

describe('what holds the rest, in a report', () => {
  it('has places where no site of the file has the code', () => {
    assert.deepEqual(rowsOf([outcome('a.js', ['CS2001'])]), [
      '  3  CS2001 path-without-completion',
      '  1  CS1408 nothing-to-wait-for: a.js:9',
    ]);
    assert.deepEqual(rowsOf([outcome('a.js', ['CS2001']), outcome('b.js', [])]), [
      '  6  CS2001 path-without-completion: b.js:4, 5',
      '  2  CS1408 nothing-to-wait-for: a.js:9, b.js:9',
    ]);
  });
});
