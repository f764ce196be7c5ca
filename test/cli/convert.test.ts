import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, statSync, symlinkSync } from 'node:fs';
import { runInProcess } from '../support/run-in-process.js';
import { TempProject } from '../support/temp-project.js';

const manifest = '{\n  "name": "p",\n  "dependencies": {\n    "ms": "2.0.0"\n  }\n}\n';

describe('coshift convert', () => {
  let project: TempProject;

  const start = (files: Readonly<Record<string, string>>) => {
    project = TempProject.committed({ 'package.json': manifest, ...files });
  };

  afterEach(() => project.remove());

  it('prints a diff that git apply takes, and writes nothing', async () => {
    start({ 'src/a.js': 'const x = 1;\noldSafe(x);\n', 'src/b.js': 'oldShim();\n', 'src/c.js': 'fresh();\n' });
    const { code, stdout, stderr } = await runInProcess(project.root, ['convert']);
    assert.equal(code, 0, stderr);
    assert.match(
      stderr,
      /^Would convert 2 sites \(2 operations\) in 2 files; the shim added to 1 package\.json file\./m,
    );
    assert.match(stderr, /Nothing written; run again with --write to apply\./);
    assert.equal(project.git('status', '--porcelain'), '');
    execFileSync('git', ['apply'], { cwd: project.root, input: stdout });
    assert.equal(project.read('src/a.js'), 'const x = 1;\nnewSafe(x);\n');
    assert.equal(project.read('src/b.js'), 'newShim();\n');
    assert.equal(project.read('package.json'), manifest.replace('"ms"', '"coshift-shim": "^0.1.0",\n    "ms"'));
  });

  it('writes with --write, keeps the mode of files, and has nothing to do the second time', async () => {
    start({ 'bin/run.js': '#!/usr/bin/env node\noldShim();\n' });
    chmodSync(project.path('bin/run.js'), 0o755);
    project.commit();
    const first = await runInProcess(project.root, ['convert', '--write']);
    assert.equal(first.code, 0, first.stderr);
    assert.equal(first.stderr, '');
    assert.match(first.stdout, /Converted 1 site \(1 operation\) in 1 file; the shim added to 1 package\.json file\./);
    assert.match(first.stdout, /CS6001|dependency on coshift-shim/);
    assert.match(first.stdout, /package manager's install command/);
    assert.equal(project.read('bin/run.js'), '#!/usr/bin/env node\nnewShim();\n');
    assert.equal(statSync(project.path('bin/run.js')).mode & 0o777, 0o755);
    project.commit();
    const second = await runInProcess(project.root, ['convert', '--write']);
    assert.equal(second.code, 0);
    assert.equal(project.git('status', '--porcelain'), '');
  });

  it('converts unsafe sites only with --unsafe, and names them without', async () => {
    start({ 'a.js': 'oldUnsafe(1);\noldManual(2);\n' });
    const careful = await runInProcess(project.root, ['check']);
    assert.match(careful.stdout, /1:1 +unsafe +oldUnsafe/);
    assert.match(careful.stdout, /2:1 +leave +oldManual/);
    assert.match(careful.stdout, /^Nothing to convert; 1 left; 1 needs --unsafe\.$/m);
    const bold = await runInProcess(project.root, ['convert', '--unsafe']);
    assert.match(bold.stdout, /^\+newUnsafe\(1\);$/m);
    assert.doesNotMatch(bold.stdout, /^[-+]oldManual/m);
  });

  it('edits the files that are asked for: paths, globs, --ignore-pattern', async () => {
    start({
      'src/a.js': 'oldSafe(1);\n',
      'src/b.js': 'oldSafe(2);\n',
      'lib/c.ts': 'oldSafe(3);\n',
      'lib/vendor/d.js': 'oldSafe(4);\n',
    });
    const changed = async (...args: string[]) =>
      [...(await runInProcess(project.root, ['convert', ...args])).stdout.matchAll(/^\+\+\+ b\/(.*)$/gm)].map(
        ([, path]) => path,
      );
    assert.deepEqual(await changed(), ['lib/c.ts', 'lib/vendor/d.js', 'src/a.js', 'src/b.js']);
    assert.deepEqual(await changed('src/a.js'), ['src/a.js']);
    assert.deepEqual(await changed('**/{b,c}.*'), ['lib/c.ts', 'src/b.js']);
    assert.deepEqual(
      await changed('--ignore-pattern', 'vendor/', '--ignore-pattern', '/src/*', '--ignore-pattern', '!b.js'),
      ['lib/c.ts', 'src/b.js'],
    );
    assert.deepEqual(await changed('lib'), ['lib/c.ts', 'lib/vendor/d.js']);
  });

  it('leaves files alone that git ignores, that are installed, minified or links', async () => {
    const minified = `oldSafe(1);${'var a=function(b,c){return b(c)};'.repeat(100)}\n`;
    start({
      '.gitignore': 'build/\n',
      'a.js': 'oldSafe(1);\n',
      'a.min.js': 'oldSafe(1);\n',
      'lib/packed.js': minified,
    });
    project.write({ 'build/out.js': 'oldSafe(1);\n', 'node_modules/m/index.js': 'oldSafe(1);\n' });
    symlinkSync('a.js', project.path('b.js'));
    const { code, stdout } = await runInProcess(project.root, ['check', '-v']);
    assert.equal(code, 0);
    assert.match(stdout, /in 1 file\./);
    assert.match(stdout, /a\.min\.js\n +CS7014/);
    assert.match(stdout, /lib\/packed\.js\n +CS7014/);
    assert.doesNotMatch(stdout, /out\.js|node_modules|b\.js/);
    assert.match((await runInProcess(project.root, ['convert', 'build'])).stdout, /^\+\+\+ b\/build\/out\.js$/m);
    assert.match((await runInProcess(project.root, ['convert', 'a.min.js'])).stdout, /^\+\+\+ b\/a\.min\.js$/m);
  });

  it('works in a folder without git, and names paths from the package that a folder belongs to', async () => {
    project = new TempProject({
      'package.json': manifest,
      '.gitignore': 'out\n',
      'src/a.js': 'oldSafe(1);\n',
      'out/b.js': 'oldSafe(1);\n',
      'node_modules/m/i.js': 'oldSafe(1);\n',
    });
    assert.match(
      (await runInProcess(project.root, ['convert'])).stdout,
      /^--- a\/src\/a\.js\n\+\+\+ b\/src\/a\.js\n@@ -1,1 \+1,1 @@\n-oldSafe\(1\);\n\+newSafe\(1\);\n$/,
    );
    project.git('init', '-q');
    assert.match((await runInProcess(project.path('src'), ['convert'])).stdout, /^--- a\/src\/a\.js$/m);
    assert.match((await runInProcess('/', ['convert', project.root])).stdout, /^--- a\/src\/a\.js$/m);
  });

  it('refuses a package whose Node has no async functions', async () => {
    start({ 'a.js': 'oldSafe(1);\n' });
    project.write({ 'package.json': '{ "name": "p", "engines": { "node": "0.10 || 0.12" } }\n' });
    project.commit();
    const { code, stderr } = await runInProcess(project.root, ['convert', '--write']);
    assert.equal(code, 2);
    assert.match(stderr, /^package\.json: error CS7013 p supports Node 0\.10 \|\| 0\.12, /m);
    assert.equal(project.read('a.js'), 'oldSafe(1);\n');
  });

  it('says with either format which versions of Node a package promises in vain', async () => {
    start({ 'a.js': 'oldSafe(1);\n' });
    project.write({ 'package.json': '{ "name": "p", "engines": { "node": ">=4" } }\n' });
    const warning = /^package\.json: warning CS6004 p allows Node >=4; converted code needs >=7\.6\.0$/m;
    assert.match((await runInProcess(project.root, ['check'])).stdout, warning);
    assert.match((await runInProcess(project.root, ['convert'])).stderr, warning);
  });

  it('takes back files whose group or dependency cannot be changed', async () => {
    start({
      'a.js': '// needs b.js\noldSafe(1);\n',
      'b.js': 'oldBroken(1);\n',
      'c/package.json': '[]',
      'c/d.js': 'oldShim();\n',
      'e.js': 'oldSafe(1);\n',
    });
    const { code, stderr } = await runInProcess(project.root, ['convert', '--write']);
    assert.equal(code, 2);
    assert.match(stderr, /^a\.js: error CS7019 needs a change of b\.js/m);
    assert.match(stderr, /^c\/package\.json: error CS6003 .*package\.json is not an object/m);
    assert.match(stderr, /^c\/d\.js: error CS7019 needs a change of c\/package\.json/m);
    assert.equal(project.git('status', '--porcelain').trim(), 'M e.js');
  });
});
