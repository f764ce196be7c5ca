import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { TempProject } from '../support/temp-project.js';

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../../', import.meta.url));

/** The command as people run it, from its sources. */
function coshift(project: TempProject, ...args: readonly string[]) {
  const loader = pathToFileURL(require.resolve('tsx')).href;
  const command = ['--import', loader, join(root, 'cli/main.ts'), ...args];
  return spawnSync(process.execPath, command, {
    cwd: project.root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
}

/** Makes packages of this repository look installed in the project. */
function install(project: TempProject, ...names: readonly string[]): void {
  mkdirSync(project.path('node_modules'), { recursive: true });
  for (const name of names)
    symlinkSync(dirname(require.resolve(`${name}/package.json`)), project.path(`node_modules/${name}`), 'dir');
}

/** The call of `console.log` takes several lines where it stands, and one where it goes: coshift leaves its line breaks. */
const legacy = `const fs = require('fs')

exports.longest = (files, callback) => {
  fs.readFile(files.first, 'utf8', (err, first) => {
    if (err) return callback(new Error('the first of the files could not be read: ' + err.message + ', ' + files.first))
    fs.readFile(files.second, 'utf8', (err, second) => {
      if (err) return callback(err)
      console.log(first.length, second.length, files.first, files.second, 'done')
      callback(null, { longest: first.length > second.length ? first : second, lengths: [first.length, second.length] })
    })
  })
}
`;

const files = {
  'package.json': '{\n  "name": "p",\n  "version": "1.0.0"\n}\n',
  '.gitignore': 'node_modules\n',
  '.prettierrc': '{ "semi": false, "singleQuote": true, "printWidth": 80 }\n',
};

describe('coshift convert --format-with prettier', function () {
  this.timeout(60_000);
  let project: TempProject;

  afterEach(() => project.remove());

  async function formatted(path: string): Promise<boolean> {
    const prettier = (await import('prettier')).default;
    return prettier.check(project.read(path), { filepath: path, semi: false, singleQuote: true, printWidth: 80 });
  }

  it('formats what was formatted, and only that', async () => {
    const prettier = (await import('prettier')).default;
    const options = { filepath: 'a.js', semi: false, singleQuote: true, printWidth: 80 };
    const clean = await prettier.format(legacy, options);
    project = TempProject.committed({ ...files, 'clean.js': clean, 'other.js': legacy, 'ignored.js': clean });
    project.write({ '.prettierignore': 'ignored.js\n' });
    project.commit();
    install(project, 'prettier');
    const plain = coshift(project, 'convert', '--write', 'clean.js');
    assert.equal(plain.status, 0, plain.stderr);
    assert.equal(await formatted('clean.js'), false, 'the example needs formatting');
    project.git('checkout', '-q', '.');
    const { status, stdout, stderr } = coshift(project, 'convert', '--write', '-v', '--format-with', 'prettier');
    assert.equal(status, 0, stderr);
    assert.equal(await formatted('clean.js'), true);
    assert.match(project.read('clean.js'), /return asCallback\(callback, async \(\) => \{/);
    assert.equal(await formatted('other.js'), false);
    assert.match(project.read('other.js'), /return asCallback/);
    assert.match(stdout, /other\.js[\s\S]*CS7042/);
    assert.equal(await formatted('ignored.js'), false);
    project.commit();
    const second = coshift(project, 'convert', '--write', '--format-with', 'prettier');
    assert.equal(second.status, 0);
    assert.equal(project.git('status', '--porcelain'), '');
  });

  it('says so when prettier is not installed, and does nothing', () => {
    project = TempProject.committed({ ...files, 'a.js': legacy });
    const { status, stderr } = coshift(project, 'convert', '--write', '--format-with', 'prettier');
    assert.equal(status, 2);
    assert.match(stderr, /CS7041/);
    assert.match(stderr, /prettier is not installed here/);
    assert.equal(project.git('status', '--porcelain'), '');
  });

  it('knows no other tool', () => {
    project = TempProject.committed({ ...files, 'a.js': legacy });
    const { status, stderr } = coshift(project, 'convert', '--format-with', 'standard');
    assert.equal(status, 2);
    assert.match(stderr, /prettier/);
  });
});
