import assert from 'node:assert/strict';
import { defaultRunOptions, type FileOutcome, type RunReport } from '../../core/index.js';
import { formatJson } from '../../report/format-json.js';
import { formatShim } from '../../report/format-shim.js';

const file = (path: string, ...shimUses: NonNullable<FileOutcome['shimUses']>): FileOutcome => ({
  path,
  status: 'unchanged',
  edits: [],
  decisions: [],
  diagnostics: [],
  shimImports: [],
  shimUses,
});

const reportOf = (...files: FileOutcome[]): RunReport => ({
  schemaVersion: 1,
  toolVersion: '0',
  root: '/',
  options: defaultRunOptions,
  files,
  diagnostics: [],
  written: false,
  interrupted: false,
});

const report = reportOf(
  file('a.js', { name: 'task', uses: 2, line: 4 }, { name: 'engine', uses: 1, line: 9 }),
  ...['b.js', 'c.js', 'd.js'].map((path) => file(path, { name: 'task', uses: 1, line: 1 })),
);

describe('what holds the shim', () => {
  it('is told by construct and file, what is used most first', () => {
    assert.deepEqual(formatShim(report, false), [
      'What holds coshift-shim then:',
      '  task    5 uses in 4 files: a.js:4, b.js:1, c.js:1, 1 more',
      '  engine  1 use in 1 file: a.js:9',
    ]);
    assert.match(formatShim(report, true)[1]!, /c\.js:1, d\.js:1$/);
  });

  it('is not spoken of when it is nothing', () => {
    assert.deepEqual(formatShim(reportOf(file('a.js')), true), []);
  });

  it('is part of the JSON', () => {
    const { shim } = JSON.parse(formatJson(report)) as { shim: unknown[] };
    assert.deepEqual(shim[1], { construct: 'engine', uses: 1, files: [{ path: 'a.js', uses: 1, line: 9 }] });
  });
});
