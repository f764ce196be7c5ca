import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { defaultRunOptions, type FileOutcome, type RunReport } from '../../core/index.js';
import { formatDiff } from '../../report/format-diff.js';
import { TempProject } from '../support/temp-project.js';

function reportOf(files: readonly (readonly [path: string, before: string, after: string])[]): RunReport {
  const outcomes = files.map(([path, before, after]): FileOutcome => {
    return { path, status: 'changed', before, after, edits: [], decisions: [], diagnostics: [], shimImports: [] };
  });
  const options = defaultRunOptions;
  return {
    schemaVersion: 1,
    toolVersion: '0',
    root: '/',
    options,
    files: outcomes,
    diagnostics: [],
    written: false,
    interrupted: false,
  };
}

const long = Array.from({ length: 40 }, (_, index) => `line ${index}\n`).join('');

const cases: readonly [name: string, path: string, before: string, after: string][] = [
  ['a plain change', 'src/a.js', 'one\ntwo\nthree\n', 'one\n2\nthree\n'],
  ['two hunks', 'src/a.js', long, long.replace('line 2\n', 'line two\n').replace('line 36\n', '')],
  ['no newline at the end, before and after', 'a.js', 'one\ntwo', 'one\n2'],
  ['a newline at the end that comes', 'a.js', 'one\ntwo', 'one\ntwo\n'],
  ['a newline at the end that goes', 'a.js', 'one\ntwo\n', 'one\ntwo'],
  ['Windows line ends', 'a.js', 'one\r\ntwo\r\nthree\r\n', 'one\r\n2\r\nthree\r\n'],
  ['Windows line ends without the last one', 'a.js', 'one\r\ntwo', 'one\r\n2\r\nthree'],
  ['mixed line ends', 'a.js', 'one\r\ntwo\nthree\r\nfour\rfive\n', 'one\r\n2\nthree\r\nfour\r5\n'],
  ['a byte-order mark', 'a.js', '\uFEFFone\ntwo\n', '\uFEFF1\ntwo\n'],
  ['lines that look like a diff', 'a.js', '--- a\n+++ b\n@@ -1 +1 @@\n-x\n', '--- a\n+++ c\n@@ -1 +1 @@\n-x\n+y\n'],
  ['a form feed and a line separator', 'a.js', 'one\f\ntwo\u2028three\n', 'one\f\n2\u2028three\n'],
  ['a name with spaces', 'my src/a file.js', 'one\n', '1\n'],
  ['a name beyond ASCII', 'src/größe.js', 'one\n', '1\n'],
  ['a name with a quote and a tab', 'src/a"\tb.js', 'one\n', '1\n'],
  ['an empty original', 'a.js', '', 'one\n'],
];

describe('formatDiff', () => {
  for (const [name, path, before, after] of cases) {
    it(`makes a patch of ${name} that git applies exactly`, () => {
      const project = new TempProject({ [path]: before });
      try {
        project.git('init', '-q');
        const input = formatDiff(reportOf([[path, before, after]]));
        execFileSync('git', ['apply', '--check'], { cwd: project.root, input });
        execFileSync('git', ['apply', '--whitespace=nowarn'], { cwd: project.root, input });
        assert.deepEqual(readFileSync(project.path(path)), Buffer.from(after));
        execFileSync('git', ['apply', '-R', '--whitespace=nowarn'], { cwd: project.root, input });
        assert.deepEqual(readFileSync(project.path(path)), Buffer.from(before));
      } finally {
        project.remove();
      }
    });
  }

  it('joins the files of a run to one patch, for a package inside of a repository as well', () => {
    const project = new TempProject({ 'pkg/a.js': 'one\n', 'pkg/b.js': 'two' });
    try {
      project.git('init', '-q');
      const input = formatDiff(
        reportOf([
          ['a.js', 'one\n', '1\n'],
          ['b.js', 'two', '2'],
        ]),
      );
      execFileSync('git', ['apply'], { cwd: project.path('pkg'), input });
      assert.equal(project.read('pkg/a.js'), '1\n');
      assert.equal(project.read('pkg/b.js'), '2');
    } finally {
      project.remove();
    }
  });

  it('says nothing about files that do not change', () => {
    const [file] = reportOf([['a.js', 'one\n', 'one\n']]).files;
    assert.equal(formatDiff({ ...reportOf([]), files: [{ ...file!, status: 'unchanged', after: undefined }] }), '');
  });
});
