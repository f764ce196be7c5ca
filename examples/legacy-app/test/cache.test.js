'use strict';

var assert = require('assert');
var fs = require('fs');

var Cache = require('../lib/cache');
var site = require('./support/site');

describe('cache', function () {
  var here, cache;

  beforeEach(function () {
    here = site();
    fs.mkdirSync(here.path('cache'));
    cache = new Cache(here.path('cache'), 60000);
  });
  afterEach(function () {
    here.remove();
  });

  it('gives back what was put', function (done) {
    cache.put('a', { n: 1 }, function (err) {
      assert.ifError(err);
      assert.strictEqual(arguments.length, 1);
      cache.get('a', function (err, value) {
        assert.ifError(err);
        assert.deepStrictEqual(value, { n: 1 });
        assert.strictEqual(cache.hits, 1);
        assert.strictEqual(cache.misses, 0);
        done();
      });
    });
  });

  it('gives undefined for what it does not hold', function (done) {
    cache.get('b', function (err, value) {
      assert.ifError(err);
      assert.strictEqual(value, undefined);
      assert.strictEqual(arguments.length, 2);
      assert.strictEqual(cache.misses, 1);
      done();
    });
  });

  it('forgets after a while', function (done) {
    cache.put('a', 1, function (err) {
      assert.ifError(err);
      fs.utimesSync(cache.fileOf('a'), new Date(0), new Date(0));
      cache.get('a', function (err, value) {
        assert.ifError(err);
        assert.strictEqual(value, undefined);
        assert.strictEqual(cache.misses, 1);
        done();
      });
    });
  });

  it('can be filled without a callback', function (done) {
    cache.put('a', 1);
    (function look() {
      if (fs.existsSync(cache.fileOf('a'))) return done();
      setTimeout(look, 1);
    })();
  });

  it('calls back with an error', function (done) {
    fs.mkdirSync(cache.fileOf('dir'));
    cache.get('dir', function (err) {
      assert.strictEqual(err.code, 'EISDIR');
      cache.put('dir', 1, function (err) {
        assert.ok(err);
        done();
      });
    });
  });

  it('removes everything', function (done) {
    cache.put('a', 1, function () {
      cache.put('b', 2, function () {
        cache.clear(function (err, removed) {
          assert.ifError(err);
          assert.strictEqual(removed, 2);
          assert.deepStrictEqual(fs.readdirSync(cache.dir), []);
          cache.clear(function (err, removed) {
            assert.ifError(err);
            assert.strictEqual(removed, 0);
            done();
          });
        });
      });
    });
  });
});
