import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chooseFailures, prepareInjection } from '../../corpus/inject/injection.js';
import { common, either, readCalls, readOutcomes, without } from '../../corpus/inject/outcomes.js';

const callbacks = `const fs = require('fs');
exports.size = function (file, cb) {
  fs.stat(file, (err, stats) => (err ? cb(err) : cb(null, stats.size)));
};`;
const promises = `const fs = require('fs');
exports.size = function (file, cb) {
  fs.promises.stat(file).then((stats) => cb(null, stats.size), cb);
};`;
const promisified = `const { promisify } = require('util');
const stat = promisify(require('fs').stat);
exports.size = function (file, cb) {
  stat(file).then((stats) => cb(null, stats.size), cb);
};`;
const test = `const { size } = require('./lib/size');
require('fs').stat(__filename, (err) => {
  console.log(err ? 'not ok the test itself' : 'ok the test itself');
  size(__filename, (err) => {
    console.log(err ? 'not ok first: ' + err : 'ok first');
    size(__filename, (err) => console.log(err ? 'not ok second: ' + err : 'ok second'));
  });
});`;

describe('calls that are made to fail', () => {
  let home: string;
  let folder: string;

  beforeEach(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'coshift-inject-'));
    folder = path.join(home, 'package');
    fs.mkdirSync(path.join(folder, 'lib'), { recursive: true });
    fs.writeFileSync(path.join(folder, 'test.js'), test);
  });

  afterEach(() => fs.rmSync(home, { recursive: true, force: true }));

  /** Runs the test with one form of the source. */
  function run(source: string, fail?: string) {
    fs.writeFileSync(path.join(folder, 'lib/size.js'), source);
    const { env, log } = prepareInjection(folder, ['lib/size.js'], fail);
    const { stdout, stderr } = spawnSync(process.execPath, ['test.js'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
    assert.equal(stderr, '');
    return { outcomes: readOutcomes(stdout, folder), calls: fs.readFileSync(log, 'utf8') };
  }

  for (const [name, source] of Object.entries({ callbacks, promises, promisified })) {
    it(`go through while none is named: ${name}`, () => {
      const { outcomes, calls } = run(source);
      assert.deepEqual([...outcomes.keys()], ['pass: the test itself', 'pass: first', 'pass: second']);
      assert.equal(calls, 'call fs.stat /test.js 1\ncall fs.stat /test.js 2\n');
    });

    it(`fail in the same way in every form: ${name}`, () => {
      const { outcomes, calls } = run(source, 'fs.stat /test.js 2');
      const message = 'fail: second: Error: EIO: injected failure, stat';
      assert.deepEqual([...outcomes.keys()], ['pass: the test itself', 'pass: first', message]);
      assert.equal(calls, 'call fs.stat /test.js 1\nfail fs.stat /test.js 2\n');
    });
  }

  it('are functions of other packages as well, methods and the package itself', () => {
    const dependency = path.join(folder, 'node_modules/dep');
    fs.mkdirSync(dependency, { recursive: true });
    fs.writeFileSync(
      path.join(dependency, 'index.js'),
      `const dep = (name, cb) => setImmediate(cb, null, name);
       dep.each = (list, fn) => list.forEach((item) => fn(item));
       dep.Store = class { get(name, cb) { setImmediate(cb, null, name); } };
       dep.Store.prototype.on = function (name, cb) { setImmediate(cb, null, name); };
       module.exports = dep;`,
    );
    const source = `const dep = require('dep');
      exports.size = (file, cb) => {
        dep.each([1, 2], () => {});
        dep('key', (err) => (err ? cb(err) : new dep.Store().get('name', cb)));
      };`;
    const calls = 'seen dep key 1\nseen dep.Store#get name 1\nseen dep key 2\nseen dep.Store#get name 2\n';
    assert.equal(run(source).calls, calls);
    const { outcomes } = run(source, 'dep.Store#get name 1');
    assert.deepEqual(
      [...outcomes.keys()],
      ['pass: the test itself', 'fail: first: Error: EIO: injected failure, get', 'pass: second'],
    );
  });

  it('shows an error that is swallowed, and one that nobody catches', () => {
    const fail = 'fs.stat /test.js 1';
    const before = run(callbacks, fail);
    const swallowed = run(promises.replace(', cb);', ', () => cb());'), fail);
    assert.deepEqual(
      [...without(before.outcomes, swallowed.outcomes).keys()],
      ['fail: first: Error: EIO: injected failure, stat'],
    );
    assert.deepEqual([...without(swallowed.outcomes, before.outcomes).keys()], ['pass: first']);
    fs.writeFileSync(path.join(folder, 'lib/size.js'), callbacks.replace('cb(err) :', '(() => { throw err; })() :'));
    const { env, log } = prepareInjection(folder, ['lib/size.js'], fail);
    spawnSync(process.execPath, ['test.js'], { cwd: folder, env: { ...process.env, ...env } });
    const uncaught = 'uncaught uncaughtException Error: EIO: injected failure, stat';
    assert.ok(readCalls(fs.readFileSync(log, 'utf8')).has(uncaught));
  });
});

describe('outcomes', () => {
  it('are read from what test tools print, without what changes from run to run', () => {
    const output = [
      '  \u001b[32m  ✓\u001b[0m reads a file (12ms)',
      '    1) fails: late',
      'ok 3 should be equal # time=3.5ms',
      'not ok 4 - should not error',
      "     Error: ENOENT: no such file, open '/home/me/run/package/a1b2c3d4e5/x'",
      '      at Object.<anonymous> (/home/me/run/package/test.js:3:9)',
      "stack: 'Error: ENOENT: no such file\\n at read (/home/me/run/package/index.js)'",
      'wanted: 3',
      'some other line',
    ].join('\n');
    assert.deepEqual(
      [...readOutcomes(output, '/home/me/run/package').keys()],
      [
        'pass: reads a file',
        'fail: fails: late',
        'pass: should be equal',
        'fail: should not error',
        "says: Error: ENOENT: no such file, open '/#/x'",
        'says: wanted: 3',
      ],
    );
  });

  it('are compared by how often each is there', () => {
    const one = readCalls('a\na\nb\n');
    const two = readCalls('a\nb\nb\nc\n');
    assert.deepEqual([...common(one, two)], [['a', 1], ['b', 1]]); // prettier-ignore
    assert.deepEqual([...either(one, two)], [['a', 2], ['b', 2], ['c', 1]]); // prettier-ignore
    assert.deepEqual([...without(one, two)], [['a', 1]]);
  });

  it('calls to fail are spread over what was called', () => {
    const log = ['fail x 1', 'call d 1', 'call a 1', 'seen b 1', 'call a 1', 'call c 1', 'uncaught e'].join('\n');
    assert.deepEqual(chooseFailures(log, 2), ['a 1', 'c 1']);
    assert.deepEqual(chooseFailures(log, 9), ['a 1', 'b 1', 'c 1', 'd 1']);
  });
});
