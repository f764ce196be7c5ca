import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { stages } from '../../core/index.js';
import { runFakeCli } from '../support/run-fake-cli.js';
import { runInProcess } from '../support/run-in-process.js';
import { TempProject } from '../support/temp-project.js';

describe('output of the command', () => {
  let project: TempProject;

  beforeEach(() => {
    project = TempProject.committed({
      'package.json': '{}\n',
      'a.js': 'oldSafe(1);\noldUnsafe(2);\noldManual(3);\n',
      'lib/b.js': 'oldManual(1);\n',
    });
  });

  afterEach(() => project.remove());

  it('check names every site, every reason by code, and the folders', async () => {
    const { stdout, stderr } = await runInProcess(project.root, ['check']);
    assert.equal(stderr, '');
    assert.match(stdout, /^a\.js\n +1:1 +convert +oldSafe \(1 operation\)\n +2:1 +unsafe +oldUnsafe/);
    assert.match(stdout, /Why sites were not converted:\n +3 {2}CS4001 handler-uses-this\n/);
    assert.match(stdout, /By folder:\n {2}\. {4}1 convert, 1 left, 1 unsafe\n {2}lib {2}0 convert, 1 left, 0 unsafe\n/);
    assert.match(stdout, /"coshift explain CS4001" says what a code means\./);
  });

  it('a rule for exports that means no function is named', async () => {
    const args = ['check', '--exports', 'promise', '--exports', 'other#load=callback'];
    const { code, stdout } = await runInProcess(project.root, args);
    assert.equal(code, 0);
    assert.match(stdout, /^coshift: warning CS6206 --exports other#load=callback means no function/m);
  });

  it('a run that finds nothing says so, and names no next step', async () => {
    project.write({ 'a.js': '', 'lib/b.js': '' });
    const { stdout } = await runInProcess(project.root, ['check']);
    assert.equal(stdout, 'Nothing to convert.\n');
  });

  it('colours only what a terminal shows, unless it is told otherwise', () => {
    const escape = '\u001b[';
    assert.ok(!runFakeCli(project.root, ['check']).stdout.includes(escape));
    assert.ok(runFakeCli(project.root, ['check'], { FORCE_COLOR: '1' }).stdout.includes(escape));
    assert.ok(!runFakeCli(project.root, ['check'], { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout.includes(escape));
    assert.ok(
      !runFakeCli(project.root, ['convert'], { FORCE_COLOR: '1' }).stdout.includes(escape),
      'a diff has no colours',
    );
  });

  it('--format json tells everything, with hashes', async () => {
    const { code, stdout } = await runInProcess(project.root, ['convert', '--format', 'json']);
    assert.equal(code, 0);
    const report = JSON.parse(stdout);
    assert.equal(report.schemaVersion, 1);
    assert.equal(report.root, project.root);
    assert.equal(report.written, false);
    assert.deepEqual(report.summary.sites, { applied: 1, 'needs-unsafe': 1, left: 2, refused: 0 });
    const [file] = report.files;
    assert.equal(file.path, 'a.js');
    assert.equal(file.status, 'changed');
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    assert.equal(file.hashBefore, sha256(project.read('a.js')));
    assert.equal(file.hashAfter, sha256(project.read('a.js').replace('oldSafe', 'newSafe')));
    assert.deepEqual(
      file.decisions.map(({ state }: any) => state),
      ['applied', 'needs-unsafe', 'left'],
    );
    assert.deepEqual(file.edits, [{ start: 0, end: 7, text: 'newSafe', decision: 'a.js#call/0' }]);
    assert.deepEqual(file.hunks[0].lines.slice(0, 2), ['-oldSafe(1);', '+newSafe(1);']);
  });

  it('--format NAME=FILE writes a report beside what is printed', async () => {
    const { stdout } = await runInProcess(project.root, [
      'convert',
      '--format',
      'json=out.json',
      '--format',
      'pretty=out.txt',
    ]);
    assert.match(stdout, /^--- a\/a\.js$/m);
    assert.equal(JSON.parse(project.read('out.json')).schemaVersion, 1);
    assert.match(project.read('out.txt'), /Would convert 1 site /);
  });

  it('-q prints nothing but data and errors', async () => {
    assert.deepEqual(await runInProcess(project.root, ['check', '-q']), { code: 0, stdout: '', stderr: '' });
    const { stdout, stderr } = await runInProcess(project.root, ['convert', '-q']);
    assert.match(stdout, /^--- a\/a\.js$/m);
    assert.equal(stderr, '');
  });

  const gates: readonly [gate: string, path: string, code: number][] = [
    ['never', '.', 0],
    ['manual', '.', 1],
    ['unsafe', '.', 1],
    ['unsafe', 'lib', 0],
    ['change', '.', 1],
    ['change', 'lib', 0],
  ];
  for (const [gate, path, expected] of gates) {
    it(`--fail-on ${gate} exits with ${expected} for ${path}`, async () => {
      assert.equal((await runInProcess(project.root, ['check', '--fail-on', gate, path])).code, expected);
    });
  }

  it('a failure outweighs a gate', async () => {
    project.write({ 'bad.js': 'oldSafe(\n' });
    assert.equal((await runInProcess(project.root, ['check', '--fail-on', 'manual'])).code, 2);
  });

  for (const stage of stages) {
    it(`--stop-after ${stage} prints JSON and writes nothing`, async () => {
      const { code, stdout, stderr } = await runInProcess(project.root, [
        'convert',
        '--stop-after',
        stage.toLowerCase(),
        'a.js',
      ]);
      assert.equal(code, 0, stderr);
      const product = JSON.parse(stdout) as unknown;
      assert.ok(typeof product === 'object' && product !== null);
      assert.equal(project.git('status', '--porcelain'), '');
    });
  }

  it('--stop-after ParsedFile shows the tree, --stop-after Printed the new text', async () => {
    const [parsed] = JSON.parse(
      (await runInProcess(project.root, ['convert', '--stop-after', 'ParsedFile', 'a.js'])).stdout,
    ) as any[];
    assert.equal(parsed.ast.program.body[0].expression.callee.name, 'oldSafe');
    const [printed] = JSON.parse(
      (await runInProcess(project.root, ['convert', '--stop-after', 'Printed', 'a.js'])).stdout,
    ) as any[];
    assert.equal(printed.text, 'newSafe(1);\noldUnsafe(2);\noldManual(3);\n');
  });

  it('--stop-after says what went wrong on the way, with exit code 2', async () => {
    project.write({ 'bad.js': 'oldSafe(\n' });
    const { code, stdout, stderr } = await runInProcess(project.root, [
      'check',
      '--stop-after',
      'FilePlan',
      '.',
      'nowhere',
    ]);
    assert.equal(code, 2);
    assert.equal((JSON.parse(stdout) as unknown[]).length, 2);
    assert.match(stderr, /CS7006 .*nowhere/);
    assert.match(stderr, /^bad\.js:2:1: error CS7001/m);
    const unknown = await runInProcess(project.root, ['check', '--stop-after', 'FilePlan', '-t', 'nothing']);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /CS7010/);
  });

  it('list, explain, --version and --help answer on standard output', async () => {
    assert.deepEqual(await runInProcess(project.root, ['list']), {
      code: 0,
      stdout: 'fake  renames old calls\n',
      stderr: '',
    });
    assert.match(
      (await runInProcess(project.root, ['explain', 'cs7001'])).stdout,
      /^CS7001 parse-failed \(error\)\n\n/,
    );
    assert.match((await runInProcess(project.root, ['explain'])).stdout, /^CS7001 {2}parse-failed$/m);
    assert.match((await runInProcess(project.root, ['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
    assert.match((await runInProcess(project.root, ['convert', '--help'])).stdout, /--allow-no-vcs/);
  });
});
