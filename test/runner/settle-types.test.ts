import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { loadCompiler } from '../../runner/types/load-compiler.js';
import { TempProject } from '../support/temp-project.js';

const require = createRequire(import.meta.url);
const loader = pathToFileURL(require.resolve('tsx')).href;
const command = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const typeRoots = [fileURLToPath(new URL('../../node_modules/@types', import.meta.url))];

const config = (more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    compilerOptions: { strict: true, target: 'es2022', module: 'nodenext', types: ['node'], typeRoots, ...more },
    include: ['src'],
  });

const sound = `import fs from 'node:fs';

export function size(file: string, cb: (err: Error | null, size?: number) => void): void {
  fs.stat(file, (err, stats) => {
    if (err) return cb(err);
    cb(null, stats.size);
  });
}
`;

/** The compiler cannot tell through the shim that the buffer which comes back is the one that went in. */
const unsound = `import fs from 'node:fs';

export function head(fd: number, cb: (err: Error | null, text?: string) => void): void {
  const buffer = Buffer.alloc(16);
  fs.read(fd, buffer, 0, 16, 0, (err, size, data) => {
    if (err) return cb(err);
    cb(null, data.toString('utf8', 0, size));
  });
}
`;

const promised = `import fs from 'node:fs';

export function head(fd: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const buffer = Buffer.alloc(16);
    fs.read(fd, buffer, 0, 16, 0, (err, size, data) => {
      if (err) return reject(err);
      resolve(data.toString('utf8', 0, size));
    });
  });
}
`;

const unsoundScript = `const fs = require('node:fs');

/** @param {number} fd @param {(err: Error | null, text?: string) => void} cb */
exports.head = function (fd, cb) {
  const buffer = Buffer.alloc(16);
  fs.read(fd, buffer, 0, 16, 0, (err, size, data) => {
    if (err) return cb(err);
    cb(null, data.toString('utf8', 0, size));
  });
};
`;

/** Without a declared result the function gives a promise now where it gave nothing. */
const undeclared = `import fs from 'node:fs';

export function size(file: string, cb?: (err: Error | null, size?: number) => void) {
  fs.stat(file, (err, stats) => {
    if (err) {
      if (cb) cb(err);
      return;
    }
    if (cb) cb(null, stats.size);
  });
}
`;

const manifest = '{ "name": "p", "type": "module", "dependencies": { "coshift-shim": "*" } }\n';

describe('the check of types', function () {
  this.timeout(120_000);
  let project: TempProject;

  const start = (files: Readonly<Record<string, string>>): void => {
    project = TempProject.committed({ 'package.json': manifest, 'tsconfig.json': config(), ...files });
  };
  const coshift = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', loader, command, ...args], {
      cwd: project.root,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    return { status, stdout, stderr };
  };

  afterEach(() => project.remove());

  it('lets a change through that the compiler accepts, before the shim is installed', () => {
    start({ 'src/size.ts': sound });
    const { status, stderr } = coshift('convert', '--write');
    assert.equal(status, 0, stderr);
    assert.match(project.read('src/size.ts'), /return asCallback\(cb, async \(\) => \{/);
  });

  it('leaves a site whose change brings an error, names it, and converts the others of the file', () => {
    start({ 'src/head.ts': unsound + sound.replace(/^import.*\n/, '') });
    const checked = coshift('check');
    assert.equal(checked.status, 0, checked.stderr);
    assert.match(checked.stdout, /leave +head\n +CS4203 .*: src\/head\.ts:\d+ TS2554: Expected/);
    const { status, stderr } = coshift('convert', '--write');
    assert.equal(status, 0, stderr);
    assert.ok(project.read('src/head.ts').includes(unsound.slice(unsound.indexOf('export'))));
    assert.match(project.read('src/head.ts'), /function size[^}]+\n {2}return asCallback\(cb/);
  });

  it('leaves a promise made by hand whose code brings an error like one that stands elsewhere', () => {
    const elsewhere = `export function nothing(): void {}
nothing(1, 2, 3);
`;
    start({ 'src/head.ts': elsewhere + promised + sound.replace(/^import.*\n/, '') });
    const checked = coshift('check');
    assert.equal(checked.status, 0, checked.stderr);
    assert.match(checked.stdout, /leave +new Promise\n +CS4203 .*: src\/head\.ts:10 TS2554: Expected/);
    assert.match(checked.stdout, /dual +size/);
  });

  it('looks at the files that import what changes', () => {
    const user = "import { size } from './size.js';\nexport const nothing: void = size('a');\n";
    start({ 'src/size.ts': undeclared, 'src/user.ts': user });
    const { status, stderr, stdout } = coshift('check');
    assert.equal(status, 2);
    assert.match(
      stdout + stderr,
      /src\/size\.ts: error CS7022 .*src\/user\.ts:2 TS2322: Type 'Promise<number> \| undefined'/,
    );
  });

  it('minds no error that was there before', () => {
    start({ 'src/size.ts': `${sound}export const wrong: number = 'text';\n` });
    const { status, stderr } = coshift('convert', '--write');
    assert.equal(status, 0, stderr);
    assert.match(project.read('src/size.ts'), /asCallback/);
  });

  it('follows references to the configuration that names the file', () => {
    start({
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.src.json" }] }\n',
      'tsconfig.src.json': config({ composite: true }),
      'src/head.ts': unsound,
    });
    assert.match(coshift('check').stdout, /CS4203/);
  });

  it('names every site of a file at once', () => {
    const names = ['first', 'second', 'third', 'fourth', 'fifth'];
    const functions = names.map((name) => unsound.replace(/^import.*\n/, '').replace('head', name));
    start({ 'src/head.ts': `import fs from 'node:fs';\n${functions.join('')}` });
    const { status, stdout } = coshift('check');
    assert.equal(status, 0);
    assert.equal(stdout.match(/ +CS4203 .*:/g)?.length, names.length, stdout);
  });

  it('looks at JavaScript that a configuration names and that wants to be checked', () => {
    const script = `// @ts-check\n${unsoundScript}`;
    start({ 'src/head.js': script, 'src/other.js': unsoundScript, 'tsconfig.json': config({ allowJs: true }) });
    const { status, stdout } = coshift('check');
    assert.equal(status, 0);
    assert.match(
      stdout,
      /src\/head\.js\n +\d+:\d+ +leave +exports\.head\n +CS4203 .*: src\/head\.js:\d+ TS2554: Expected/,
    );
    assert.match(stdout, /src\/other\.js\n +\d+:\d+ +dual/);
  });

  it('looks at JavaScript that jsconfig.json has checked, and at none that the configuration does not name', () => {
    const files = { 'src/head.js': unsoundScript, 'tools/head.js': unsoundScript, 'tsconfig.json': '' };
    start({ ...files, 'jsconfig.json': config({ checkJs: true }) });
    project.unlink('tsconfig.json');
    project.commit();
    const { status, stdout } = coshift('check');
    assert.equal(status, 0);
    assert.match(stdout, /src\/head\.js\n.* leave /);
    assert.match(stdout, /tools\/head\.js\n.* dual /);
  });

  it('looks at TypeScript that gets its types from JavaScript which changes', () => {
    const user = "import { size } from './size.js';\nexport const nothing: void = size('a', () => {});\n";
    const script = undeclared.replace('file: string, cb?: (err: Error | null, size?: number) => void', 'file, cb');
    start({ 'src/size.js': script, 'src/user.ts': user, 'tsconfig.json': config({ allowJs: true }) });
    const { stdout, stderr } = coshift('check');
    assert.match(stdout + stderr, /src\/size\.js: error CS7022 .*src\/user\.ts:2 TS2322/);
  });

  it('leaves alone what has no configuration, and JavaScript', () => {
    project = TempProject.committed({ 'package.json': manifest, 'src/head.ts': unsound, 'src/a.js': 'f();\n' });
    const { status, stderr } = coshift('convert', '--write');
    assert.equal(status, 0, stderr);
    assert.match(project.read('src/head.ts'), /asCallback/);
  });
});

describe('the compiler', () => {
  let project: TempProject;

  const install = (version: string, more = '') => {
    project = new TempProject({
      'node_modules/typescript/package.json': '{ "name": "typescript", "main": "index.js" }',
      'node_modules/typescript/index.js': `exports.version = '${version}';\n${more}`,
    });
  };

  afterEach(() => project.remove());

  it('is that of the project', () => {
    install('5.4.5', 'exports.createProgram = () => {};');
    assert.equal(loadCompiler(project.root)?.version, '5.4.5');
  });

  it('is the one beside coshift when that of the project is too old, or checks no programs', () => {
    const own = (require('typescript') as { version: string }).version;
    install('4.2.0', 'exports.createProgram = () => {};');
    assert.equal(loadCompiler(project.root)?.version, own);
    project.remove();
    install('7.0.2');
    assert.equal(loadCompiler(project.root)?.version, own);
  });
});
