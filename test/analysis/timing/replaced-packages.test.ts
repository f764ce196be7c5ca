import assert from 'node:assert/strict';
import { isPackageKey, packageKey, replacedPackages } from '../../../analysis/timing/replaced-packages.js';
import { contextOf, nodeOf } from '../../support/node-of.js';

const FAKE = 'function (file, cb) { cb(); }';

/** The keys of a function that a test puts into place. */
function keysOf(text: string): string[] {
  const context = contextOf(text.replace('FAKE', FAKE), 'test/a.js');
  return replacedPackages(context, nodeOf(context, 'FunctionExpression', FAKE));
}

/** The key of what a call calls. */
function keyOf(text: string, call: string): string | undefined {
  const context = contextOf(text);
  return packageKey(context, nodeOf(context, 'CallExpression', call));
}

describe('packageKey', () => {
  it('is that of a package and of its member', () => {
    assert.equal(keyOf("const mkdirp = require('mkdirp'); mkdirp(a, cb);", 'mkdirp(a, cb)'), 'package:mkdirp');
    assert.equal(keyOf("const fs = require('fs'); fs.stat(a, cb);", 'fs.stat(a, cb)'), 'package:fs.stat');
    assert.equal(keyOf("import { stat } from 'node:fs'; stat(a, cb);", 'stat(a, cb)'), 'package:fs.stat');
    assert.ok(isPackageKey('package:fs.stat') && !isPackageKey('stat'));
  });

  it('of what is no package there is none', () => {
    assert.equal(keyOf("const own = require('./own'); own(a, cb);", 'own(a, cb)'), undefined);
    assert.equal(keyOf("const own = require('/own'); own(a, cb);", 'own(a, cb)'), undefined);
    assert.equal(keyOf('function own() {} own(a, cb);', 'own(a, cb)'), undefined);
  });
});

describe('replacedPackages', () => {
  it('a function that stands for a package', () => {
    assert.deepEqual(keysOf("proxyquire('../a', { mkdirp: FAKE });"), ['package:mkdirp']);
    assert.deepEqual(keysOf("proxyquire('../a', { 'node:timers': FAKE });"), ['package:timers']);
    assert.deepEqual(keysOf("mockery.registerMock('mkdirp', FAKE);"), ['package:mkdirp']);
    assert.deepEqual(keysOf("const fake = FAKE; mockery.registerMock('mkdirp', fake);"), ['package:mkdirp']);
    assert.deepEqual(keysOf("const fake = FAKE; proxyquire('../a', { mkdirp: fake });"), ['package:mkdirp']);
  });

  it('a function of an object that stands for one', () => {
    assert.deepEqual(keysOf("proxyquire('../a', { fs: { stat: FAKE } });"), ['package:stat', 'package:fs.stat']);
    assert.deepEqual(keysOf("mockery.registerMock('fs', { stat: FAKE });"), ['package:stat', 'package:fs.stat']);
    assert.deepEqual(keysOf("const fs = { stat: FAKE }; mockery.registerMock('fs', fs);"), [
      'package:stat',
      'package:fs.stat',
    ]);
    assert.deepEqual(keysOf("const fake = { stat: FAKE }; proxyquire('../a', { fs: fake });"), [
      'package:stat',
      'package:fs.stat',
    ]);
    assert.deepEqual(keysOf("const { stat } = { stat: FAKE }; proxyquire('../a', {});"), ['package:stat']);
  });

  it('a method of such an object', () => {
    const context = contextOf("proxyquire('../a', { fs: { stat(file, cb) { cb(); } } });", 'test/a.js');
    const method = nodeOf(context, 'ObjectMethod', 'stat(file, cb) { cb(); }');
    assert.deepEqual(replacedPackages(context, method), ['package:fs.stat']);
  });

  it('what has no name that is written down', () => {
    assert.deepEqual(keysOf("proxyquire('../a', { ['f' + s]: FAKE });"), []);
    assert.deepEqual(keysOf("proxyquire('../a', { ['f' + s]: { stat: FAKE } });"), ['package:stat']);
    assert.deepEqual(keysOf("proxyquire('../a', { fs: { ['f' + s]: FAKE } });"), []);
    assert.deepEqual(keysOf("proxyquire('../a', { [fs]: FAKE });"), []);
    assert.deepEqual(keysOf("proxyquire('../a', { fs: { [stat]: FAKE } });"), []);
    assert.deepEqual(keysOf('mockery.registerMock(name, FAKE);'), []);
  });

  it('what is put in no place of a package', () => {
    assert.deepEqual(keysOf("mockery.enable(); run('fs', FAKE);"), []);
    assert.deepEqual(keysOf("mockery.registerMock('fs', one, FAKE);"), []);
    assert.deepEqual(keysOf("mockery.registerMock(FAKE, 'fs');"), []);
    assert.deepEqual(keysOf("mockery.registerMock('fs', FAKE.bind(null));"), []);
    assert.deepEqual(keysOf("mockery.enable(); const fake = FAKE; fake('fs');"), []);
    assert.deepEqual(keysOf('mockery.enable(); class Fake { stat = FAKE; }'), []);
  });

  it('without a tool that replaces packages there are none', () => {
    assert.deepEqual(keysOf("make('../a', { fs: { stat: FAKE } });"), []);
    assert.deepEqual(keysOf("mock('fs', FAKE);"), []);
  });
});
