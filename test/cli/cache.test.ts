import assert from 'node:assert/strict';
import fs from 'node:fs';
import { runCli } from '../../cli/run-cli.js';
import { transforms } from '../../transforms/registry.js';
import { TempProject } from '../support/temp-project.js';

const files = {
  'package.json': '{ "name": "p" }\n',
  'a.js': `var fs = require('fs');

exports.read = function (file, cb) {
  fs.readFile(file, 'utf8', function (err, text) {
    if (err) return cb(err);
    cb(null, text);
  });
};
`,
};

const PLACE = 'node_modules/.cache/coshift';

describe('coshift --cache', () => {
  let project: TempProject;

  beforeEach(() => {
    project = TempProject.committed(files);
  });

  afterEach(() => project.remove());

  async function coshift(...args: readonly string[]) {
    const printed = { stdout: '', stderr: '', debug: '' };
    const stream = (name: 'stdout' | 'stderr') => ({
      write: (text: string) => void (printed[name] += text),
      isTerminal: false,
      color: false,
    });
    const code = await runCli(args, transforms, {
      cwd: project.root,
      stdout: stream('stdout'),
      stderr: stream('stderr'),
      debug: (message) => void (printed.debug += message),
      signal: new AbortController().signal,
    });
    return { code, ...printed };
  }

  it('keeps nothing unless it is asked to', async () => {
    await coshift('check');
    await coshift('check', '--cache', '--no-cache');
    await coshift('check', '--cache-location', 'kept', '--no-cache');
    assert.deepEqual(fs.readdirSync(project.root).sort(), ['.git', 'a.js', 'package.json']);
  });

  it('is where other tools have theirs, and leaves the work tree clean', async () => {
    const without = await coshift('convert');
    assert.equal(without.code, 0);
    assert.match(without.stdout, /asCallback/);
    assert.deepEqual(await coshift('convert', '--cache'), without);
    assert.deepEqual(await coshift('convert', '--cache'), without);
    assert.deepEqual(fs.readdirSync(project.path(PLACE)).length, 2);
    assert.equal(project.git('status', '--porcelain'), '');
    assert.equal((await coshift('convert', '--cache', '--write')).code, 0);
    assert.match(project.read('a.js'), /asCallback/);
  });

  it('is one for check and convert', async () => {
    await coshift('check', '--cache', '--no-census');
    const names = fs.readdirSync(project.path(PLACE));
    const state = () => names.map((name) => fs.statSync(project.path(`${PLACE}/${name}`)).ino);
    const before = state();
    assert.match((await coshift('convert', '--cache')).stdout, /asCallback/);
    assert.deepEqual(state(), before);
  });

  it('may be somewhere else', async () => {
    await coshift('check', '--cache-location', 'kept');
    assert.ok(fs.existsSync(project.path('kept/.gitignore')));
    assert.ok(!fs.existsSync(project.path('node_modules')));
  });

  it('says only to those who look for a fault that it is damaged', async () => {
    const good = await coshift('check', '--cache');
    for (const name of fs.readdirSync(project.path(PLACE)).filter((each) => each.endsWith('.bin')))
      fs.writeFileSync(project.path(`${PLACE}/${name}`), 'something else');
    const { debug, ...rest } = await coshift('check', '--cache');
    assert.deepEqual({ ...rest, debug: '' }, good);
    assert.match(debug, /^cache file .*\.bin ignored: /);
    assert.deepEqual(await coshift('check', '--cache'), good);
  });
});
