import assert from 'node:assert/strict';
import { transforms } from '../../transforms/registry.js';
import { runInProcess } from '../support/run-in-process.js';
import { TempProject } from '../support/temp-project.js';

const input = `'use strict';

const co = require('co');
const fs = require('fs');

// both styles in one function
function load(path, cb) {
  fs.stat(path, function (err, stat) {
    if (err) return cb(err);
    const sized = co.wrap(function* () {
      const text = yield (done) => fs.readFile(path, 'utf8', done);
      return [stat.size, text];
    });
    sized().then((value) => cb(null, value), cb);
  });
}

function save(path, text, cb) {
  fs.writeFile(path, text, function (err) {
    if (err) return cb(err);
    cb(null, text.length);
  });
}

module.exports = {
  load,
  save,
  copy: co.wrap(function* (from, to) {
    const [, text] = yield (done) => load(from, done);
    return yield (done) => save(to, text, done);
  }),
};
`;

const manifest = `${JSON.stringify({ name: 'both', dependencies: { co: '^4.6.0' } }, null, 2)}\n`;

describe('coshift convert on a file with co and callbacks', () => {
  let project: TempProject;

  beforeEach(() => (project = TempProject.committed({ 'package.json': manifest, 'a.js': input })));
  afterEach(() => project.remove());

  const convert = (...args: string[]) =>
    runInProcess(project.root, ['convert', '--write', ...args], { registry: transforms });

  it('carries out both transforms in one run, with one import', async () => {
    const { code, stdout, stderr } = await convert('-v');
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(stdout + stderr, /CS7020/);
    const output = project.read('a.js');
    assert.doesNotMatch(output, /require\('co'\)|\byield\b|function\*/);
    assert.match(output, /^const \{ yielded, asCallback, detach \} = require\('coshift-shim'\);$/m);
    assert.match(output, /^function save\(path, text, cb\) \{\n {2}return asCallback\(cb, async \(\) => \{$/m);
    assert.match(output, /^ {2}copy: async function \(from, to\) \{$/m);
    project.commit();
    const second = await convert();
    assert.equal(second.code, 0, second.stderr);
    assert.equal(project.git('status', '--porcelain'), '');
  });

  it('carries out the one that is asked for', async () => {
    await convert('--transform', 'co-generators');
    assert.match(project.read('a.js'), /^ {2}fs\.writeFile\(path, text, function \(err\) \{$/m);
    assert.doesNotMatch(project.read('a.js'), /\byield\b/);
    project.git('checkout', '.');
    await convert('--transform', 'node-callbacks');
    assert.match(project.read('a.js'), /yield \(done\) => save\(to, text, done\)/);
    assert.match(project.read('a.js'), /asCallback\(cb, async/);
  });
});
