'use strict';

var assert = require('assert');
var fs = require('fs');

var load = require('../lib/config');
var site = require('./support/site');

describe('config', function () {
  var here;

  beforeEach(function () {
    here = site();
  });
  afterEach(function () {
    here.remove();
  });

  it('reads the file and makes the folders', function (done) {
    load(here.dir, function (err, config) {
      assert.ifError(err);
      assert.strictEqual(config.concurrency, 2);
      assert.strictEqual(config.keep, 2);
      assert.ok(fs.statSync(config.cacheDir).isDirectory());
      assert.ok(fs.statSync(config.outDir).isDirectory());
      done();
    });
  });

  it('does not mind folders that are there', function (done) {
    load(here.dir, {}, function (err) {
      assert.ifError(err);
      load(here.dir, {}, done);
    });
  });

  it('prefers local settings', function (done) {
    fs.writeFileSync(here.path('gazette.local.json'), '{"keep": 9}');
    load(here.dir, null, function (err, config) {
      assert.ifError(err);
      assert.strictEqual(config.keep, 9);
      assert.strictEqual(config.feeds.length, 3);
      done();
    });
  });

  it('says which file is missing', function (done) {
    load(here.dir, { name: 'other.json' }, function (err, config) {
      assert.ok(err instanceof load.ConfigError);
      assert.strictEqual(err.code, 'ENOENT');
      assert.ok(err.message.indexOf(here.path('other.json')) === 0, err.message);
      assert.strictEqual(config, undefined);
      done();
    });
  });

  it('says which file is broken', function (done) {
    fs.writeFileSync(here.path('gazette.local.json'), '{');
    load(here.dir, function (err) {
      assert.ok(err instanceof load.ConfigError);
      assert.ok(err.message.indexOf(here.path('gazette.local.json')) === 0, err.message);
      done();
    });
  });

  it('passes other errors on', function (done) {
    fs.writeFileSync(here.path('taken'), '');
    fs.writeFileSync(here.path('gazette.json'), '{"cacheDir": "taken/cache"}');
    load(here.dir, function (err) {
      assert.strictEqual(err.code, 'ENOTDIR');
      assert.strictEqual(err.name, 'Error');
      done();
    });
  });

  it('takes two or three arguments', function () {
    assert.strictEqual(load.length, 3);
    assert.strictEqual(load.load, load);
  });
});
