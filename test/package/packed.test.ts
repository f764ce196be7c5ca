import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TempProject } from '../support/temp-project.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));

const callbacks = `var fs = require('fs');

module.exports = function load(path, cb) {
  fs.readFile(path, 'utf8', function (err, text) {
    if (err) return cb(err);
    fs.stat(path, function (err, stat) {
      if (err) return cb(err);
      cb(null, { text: text, size: stat.size });
    });
  });
};
`;

const user = `require('./src/load')(__filename, function (err, loaded) {
  console.log(err, loaded.size === Buffer.byteLength(loaded.text));
});
`;

/** A stranger's view: both packages as npm would publish them, and stock jscodeshift, installed into an empty project. */
describe('the packed packages', function () {
  this.timeout(240_000);
  let project: TempProject;

  const npx = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync('npx', ['--no-install', ...args], {
      cwd: project.root,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' }, // under CI jscodeshift shows colours otherwise
    });
    return { status, stdout, stderr };
  };
  const reset = () => {
    project.git('checkout', '-q', '.');
    project.git('clean', '-qfd');
  };

  before(() => {
    assert.ok(existsSync(new URL('../../dist/cli/main.js', import.meta.url)), 'run "npm run build" first');
    project = new TempProject({
      'package.json': '{\n  "name": "stranger",\n  "private": true,\n  "main": "src/load.js"\n}\n',
      '.gitignore': 'node_modules\n*.tgz\n',
    });
    execFileSync(
      'npm',
      ['pack', '--silent', '--workspaces', '--include-workspace-root', '--pack-destination', project.root],
      { cwd: repository },
    );
    const tarballs = readdirSync(project.root).filter((name) => name.endsWith('.tgz'));
    assert.equal(tarballs.length, 2);
    const { jscodeshift } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    ).devDependencies;
    const packages = [...tarballs.map((name) => `./${name}`), `jscodeshift@${jscodeshift}`];
    execFileSync('npm', ['install', '--silent', '--no-save', '--prefer-offline', ...packages], { cwd: project.root });
    project.write({ 'src/load.js': callbacks, 'use.js': user });
    project.git('init', '-q');
    project.commit();
  });

  after(() => project.remove());
  afterEach(reset);

  it('check says what would convert', () => {
    const { status, stdout } = npx('coshift', 'check');
    assert.equal(status, 0);
    assert.match(stdout, /^src\/load\.js\n +3:18 +dual +load \(2 operations\)$/m);
    assert.match(stdout, /Would convert \d+ sites? /);
  });

  it('convert prints a diff; --write leaves code that runs as before and names the shim', () => {
    assert.match(npx('coshift', 'convert').stdout, /^\+ .*await fs\.promises\.readFile\(path, 'utf8'\);$/m);
    const { status, stderr } = npx('coshift', 'convert', '--write');
    assert.equal(status, 0, stderr);
    assert.match(project.read('src/load.js'), /return asCallback\(cb, async \(\) => \{/);
    assert.equal(JSON.parse(project.read('package.json')).dependencies['coshift-shim'], '^0.1.0');
    assert.equal(execFileSync(process.execPath, ['use.js'], { cwd: project.root, encoding: 'utf8' }), 'null true\n');
  });

  it('every transform runs under stock jscodeshift', () => {
    const names = npx('coshift', 'list')
      .stdout.trim()
      .split('\n')
      .map((line) => line.split(' ')[0]!);
    assert.ok(names.includes('node-callbacks'));
    for (const name of names) {
      const { stdout } = npx('jscodeshift', '-t', npx('coshift', 'path', name).stdout.trim(), 'src', '--run-in-band');
      assert.match(stdout, /\n0 errors\n/, name);
    }
  });

  it('node-callbacks under stock jscodeshift converts as the command does', () => {
    const transform = npx('coshift', 'path', 'node-callbacks').stdout.trim();
    assert.ok(transform.startsWith(project.path('node_modules/coshift/dist/')));
    const { stdout } = npx('jscodeshift', '-t', transform, 'src');
    assert.match(stdout, /\n1 ok\n/);
    assert.match(stdout, /REP .*CS6002 imports coshift-shim/);
    assert.match(project.read('src/load.js'), /await fs\.promises\.readFile\(path, 'utf8'\);/);
    assert.equal(execFileSync(process.execPath, ['use.js'], { cwd: project.root, encoding: 'utf8' }), 'null true\n');
    assert.match(npx('jscodeshift', '-t', transform, 'src').stdout, /\n0 ok\n/);
  });

  it('a file that does not parse is an error of stock jscodeshift, and stays', () => {
    project.write({ 'src/bad.js': 'fs.readFile(a, function (err) {\n' });
    const { stdout } = npx('jscodeshift', '-t', npx('coshift', 'path', 'node-callbacks').stdout.trim(), 'src');
    assert.match(stdout, /\n1 errors\n/);
    assert.match(stdout, /ERR src\/bad\.js Transformation error \(src\/bad\.js:2:1: Unexpected token\)/);
    assert.equal(project.read('src/bad.js'), 'fs.readFile(a, function (err) {\n');
  });

  it('the library gives what the command gives', () => {
    const script = `import { run, formatters } from 'coshift';
const report = await run({ cwd: process.cwd(), paths: ['src'] });
console.log(report.files.map(({ path, status }) => path + ' ' + status).join());
console.log(formatters.diff(report).includes('+++ b/src/load.js'));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: project.root,
      encoding: 'utf8',
    });
    assert.equal(output, 'package.json changed,src/load.js changed\ntrue\n');
  });
});
