'use strict';

var assert = require('assert');
var childProcess = require('child_process');
var fs = require('fs');
var path = require('path');

var archive = require('../lib/archive');
var edition = require('../lib/edition');
var gazette = require('..');
var site = require('./support/site');

var bin = path.join(__dirname, '../bin/gazette.js');

describe('gazette', function () {
  var here;

  beforeEach(function () {
    here = site();
  });
  afterEach(function () {
    here.remove();
  });

  /** Nobody is told when a feed is in the cache. */
  function whenCached(count, callback) {
    var names = fs.readdirSync(here.path('cache')).filter(function (name) {
      return /\.json$/.test(name);
    });
    if (names.length === count) return callback();
    setTimeout(whenCached, 1, count, callback);
  }

  it('publishes an edition', function (done) {
    gazette.publish(here.dir, here.network, '2014-03-01', function (err, printed, pruned) {
      assert.ifError(err);
      assert.strictEqual(printed.pages, 2);
      assert.deepStrictEqual(pruned, { removed: 0, bytes: 0 });
      assert.strictEqual(
        fs.readFileSync(here.path('editions', '2014-03-01.txt'), 'utf8'),
        [
          '2014-03-01, 4 items',
          '* Two ferries cancelled (Harbour)',
          '* New crane arrives (Harbour)',
          '* Fog until noon (Weather)',
          '* A hundred years ago (Archive)',
          ''
        ].join('\n')
      );
      done();
    });
  });

  it('asks the network only once', function (done) {
    var requests = 0;
    here.network.on('request', function () {
      requests++;
    });
    gazette.publish(here.dir, here.network, 'a', function (err) {
      assert.ifError(err);
      assert.strictEqual(requests, 4);
      whenCached(3, function () {
        gazette.publish(here.dir, here.network, 'b', function (err) {
          assert.ifError(err);
          assert.strictEqual(requests, 4);
          done();
        });
      });
    });
  });

  it('removes old editions', function (done) {
    var days = ['2014-03-01', '2014-03-02', '2014-03-03'];
    (function next(pruned) {
      var day = days.shift();
      if (day) {
        return gazette.publish(here.dir, here.network, day, function (err, printed, pruned) {
          assert.ifError(err);
          next(pruned);
        });
      }
      assert.strictEqual(pruned.removed, 1);
      assert.ok(pruned.bytes > 100);
      edition.overview(here.path('editions'), function (err, found) {
        assert.ifError(err);
        assert.deepStrictEqual(found, { editions: 2, latest: '2014-03-03.txt' });
        gazette.latest(here.dir, function (err, latest) {
          assert.ifError(err);
          assert.strictEqual(latest.name, '2014-03-03.txt');
          done();
        });
      });
    })();
  });

  it('measures the newest and the oldest edition', function () {
    fs.writeFileSync(here.path('a.txt'), 'aaa');
    fs.writeFileSync(here.path('b.txt'), 'b');
    return archive
      .extremes(here.dir)
      .then(function (sizes) {
        assert.deepStrictEqual(sizes, { newest: 1, oldest: 3 });
        return archive.extremes(here.path('network'));
      })
      .then(function (sizes) {
        assert.strictEqual(sizes, null);
      });
  });

  it('fails when a feed is not one', function (done) {
    fs.writeFileSync(here.path('gazette.local.json'), '{"feeds": ["http://broken.example/feed"]}');
    gazette.publish(here.dir, here.network, 'a', function (err) {
      assert.strictEqual(err.message, 'http://broken.example/feed is not a feed');
      assert.strictEqual(arguments.length, 1);
      assert.deepStrictEqual(fs.readdirSync(here.path('editions')), []);
      done();
    });
  });

  it('probes all feeds at once', function (done) {
    gazette.probe(here.dir, here.network, function (err, lines) {
      assert.ifError(err);
      assert.strictEqual(lines.length, 3);
      var weather = fs.readFileSync(here.network.fileOf('http://weather.example/feed'), 'utf8');
      assert.strictEqual(lines[1], 'http://weather.example/feed ' + weather.length);
      done();
    });
  });

  it('is a command', function (done) {
    childProcess.execFile(process.execPath, [bin, 'publish', here.dir, 'today'], function (err, stdout) {
      assert.ifError(err);
      assert.ok(/^2 pages, \d+ bytes\n0 editions removed\n$/.test(stdout), stdout);
      childProcess.execFile(process.execPath, [bin, 'latest', here.dir], function (err, stdout) {
        assert.ifError(err);
        assert.ok(/^today, 4 items\n/.test(stdout));
        done();
      });
    });
  });

  it('exits with 1 and one line when something is wrong, with 2 when asked wrongly', function (done) {
    childProcess.execFile(process.execPath, [bin, 'probe', here.path('none')], function (err, stdout, stderr) {
      assert.strictEqual(err.code, 1);
      assert.ok(/^gazette: .*gazette\.json: ENOENT.*\n$/.test(stderr), stderr);
      childProcess.execFile(process.execPath, [bin], function (err, stdout, stderr) {
        assert.strictEqual(err.code, 2);
        assert.ok(/^usage:/.test(stderr));
        done();
      });
    });
  });
});
