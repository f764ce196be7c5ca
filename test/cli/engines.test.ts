import assert from 'node:assert/strict';
import { transforms } from '../../transforms/registry.js';
import { runInProcess } from '../support/run-in-process.js';
import { TempProject } from '../support/temp-project.js';

const manifest = '{ "name": "p", "dependencies": { "coshift-shim": "^0.1.0" } }\n';
const engines = `const { engine, Task } = require('coshift-shim');
const { fetch } = require('./client');

const load = engine(function* (url, callback) {
  callback(yield Task(fetch, url));
});

exports.show = engine(function* (handler) {
  handler.finish(yield Task(load, handler.url));
});
`;

describe('coshift on engines', () => {
  let project: TempProject;

  before(() => {
    project = TempProject.committed({ 'package.json': manifest, 'index.js': engines });
  });
  after(() => project.remove());

  const run = (...args: string[]) => runInProcess(project.root, args, { registry: transforms });

  it('makes async functions of them, or coroutines with --target coroutine', async () => {
    const { stdout } = await run('convert');
    assert.match(stdout, /^\+const load = async function \(url\) \{$/m);
    const other = await run('convert', '--target', 'coroutine');
    assert.match(other.stdout, /^\+const load = coroutine\(function\* \(url\) \{$/m);
    assert.match(other.stdout, /^\+ {2}handler\.finish\(yield load\(handler\.url\)\);$/m);
  });

  it('refuses a target that does not exist', async () => {
    const { code, stderr } = await run('convert', '--target', 'engine');
    assert.equal(code, 2);
    assert.match(stderr, /Allowed choices are async, coroutine/);
  });

  it('says what holds the shim then, as text and as JSON', async () => {
    const { stdout } = await run('check');
    assert.match(stdout, /What holds coshift-shim then:\n {2}callTask +1 use in 1 file: index\.js:\d+\n {2}detach /);
    const json = JSON.parse((await run('check', '--format', 'json', '--target', 'coroutine')).stdout) as {
      shim: { construct: string; uses: number }[];
    };
    assert.deepEqual(
      json.shim.map(({ construct, uses }) => `${construct} ${uses}`),
      ['Task 1', 'coroutine 1', 'engine 1'],
    );
  });
});
