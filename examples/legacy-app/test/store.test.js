'use strict';

var assert = require('assert');
var fs = require('fs');

var routes = require('../lib/routes');
var statistics = require('../lib/statistics');
var store = require('../lib/store');
var site = require('./support/site');

/** Records what a handler does with its response. */
function response(done) {
  var res = { code: 200, headers: {} };
  res.status = function (code) {
    res.code = code;
    return res;
  };
  res.set = function (name, value) {
    res.headers[name] = value;
    return res;
  };
  res.send = res.json = res.end = function (body) {
    res.body = body;
    done(null, res);
  };
  return res;
}

describe('store', function () {
  var here;

  beforeEach(function () {
    here = site();
    fs.writeFileSync(here.path('monday.txt'), 'Monday, 2 items\n* a (Harbour)\n* b (Harbour)\n');
    fs.writeFileSync(here.path('tuesday.txt'), 'Tuesday, 1 items\n* c (Weather)\n');
  });
  afterEach(function () {
    store.forget(here.dir);
    here.remove();
  });

  it('lists the editions, newest first', function (done) {
    store.list(here.dir, function (err, names) {
      assert.ifError(err);
      assert.deepStrictEqual(names, ['tuesday.txt', 'monday.txt']);
      done();
    });
  });

  it('finds the newest', function (done) {
    store.latest(here.dir, function (err, edition) {
      assert.ifError(err);
      assert.strictEqual(edition.name, 'tuesday.txt');
      assert.ok(/^Tuesday/.test(edition.text));
      store.latest(here.path('network'), function (err, edition) {
        assert.ifError(err);
        assert.strictEqual(edition, null);
        done();
      });
    });
  });

  it('keeps the headlines until it is told to forget them', function (done) {
    store.headlines(here.dir, function (err, lines) {
      assert.ifError(err);
      assert.deepStrictEqual(lines, ['Tuesday, 1 items', 'Monday, 2 items']);
      fs.unlinkSync(here.path('monday.txt'));
      store.headlines(here.dir, function (err, again) {
        assert.ifError(err);
        assert.strictEqual(again, lines);
        store.forget(here.dir);
        store.headlines(here.dir, function (err, fresh) {
          assert.ifError(err);
          assert.deepStrictEqual(fresh, ['Tuesday, 1 items']);
          done();
        });
      });
    });
  });

  it('says which edition is missing', function (done) {
    store.read(here.dir, 'friday.txt', function (err) {
      assert.strictEqual(err.code, 'ENOENT');
      assert.ok(/^no edition friday\.txt \(ENOENT/.test(err.message), err.message);
      store.list(here.path('none'), function (err) {
        assert.strictEqual(err.code, 'ENOENT');
        done();
      });
    });
  });

  it('serves the headlines', function (done) {
    routes({ outDir: here.dir }).index({}, response(function (err, res) {
      assert.deepStrictEqual(res.body.headlines.length, res.body.editions);
      assert.strictEqual(res.body.editions, 2);
      done(err);
    }), done);
  });

  it('serves the newest edition, or none', function (done) {
    routes({ outDir: here.dir }).latest({}, response(function (err, res) {
      assert.strictEqual(res.headers['x-edition'], 'tuesday.txt');
      routes({ outDir: here.path('network') }).latest({}, response(function (err, res) {
        assert.strictEqual(res.code, 404);
        done(err);
      }), done);
    }), done);
  });

  it('serves an edition by name, passes on what is not there and errors', function (done) {
    var handlers = routes({ outDir: here.dir });
    handlers.show({ params: { name: '../x' } }, response(function (err, res) {
      assert.strictEqual(res.code, 400);
      handlers.show({ params: { name: 'monday.txt' } }, response(function (err, res) {
        assert.ok(/^Monday/.test(res.body));
        handlers.show({ params: { name: 'friday.txt' } }, response(done), function (err) {
          assert.strictEqual(err, undefined);
          routes({ outDir: here.path('none') }).index({}, response(done), function (err) {
            assert.strictEqual(err.code, 'ENOENT');
            done();
          });
        });
      }), done);
    }), done);
  });

  it('counts items per source', function () {
    return statistics
      .perSource(here.dir, 'monday.txt')
      .then(function (counts) {
        assert.deepStrictEqual(counts, { Harbour: 2 });
        return statistics.perSource(here.dir, 'friday.txt');
      })
      .then(function (counts) {
        assert.deepStrictEqual(counts, {});
        return statistics.perSource(here.dir, 'network');
      })
      .then(
        function () {
          assert.fail('a folder is not an edition');
        },
        function (err) {
          assert.strictEqual(err.code, 'EISDIR');
        }
      );
  });
});
