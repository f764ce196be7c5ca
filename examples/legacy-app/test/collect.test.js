'use strict';

var assert = require('assert');

var collect = require('../lib/collect');

function after(ms, err, value) {
  return function (callback) {
    setTimeout(function () {
      callback(err, value);
    }, ms);
  };
}

function call(feed, callback) {
  feed(callback);
}

describe('collect', function () {
  it('gives the results in the order of the feeds', function (done) {
    collect([after(9, null, 'a'), after(1, null, 'b'), after(5, null, 'c')], call, function (err, results) {
      assert.ifError(err);
      assert.deepStrictEqual(results, ['a', 'b', 'c']);
      done();
    });
  });

  it('starts all at once', function (done) {
    var started = [];
    var finish = [];
    collect(
      [1, 2, 3],
      function (n, callback) {
        started.push(n);
        finish.push(callback);
      },
      function (err, results) {
        assert.ifError(err);
        assert.deepStrictEqual(results, [1, 2, 3]);
        done();
      }
    );
    assert.deepStrictEqual(started, [1, 2, 3]);
    [2, 0, 1].forEach(function (i) {
      finish[i](null, i + 1);
    });
  });

  it('calls back once, with the first error', function (done) {
    var calls = [];
    collect(
      [after(8, new Error('late')), after(2, new Error('early')), after(4, null, 'fine')],
      call,
      function (err) {
        calls.push(err.message);
      }
    );
    setTimeout(function () {
      assert.deepStrictEqual(calls, ['early']);
      done();
    }, 40);
  });

  it('calls back when there is nothing to do', function (done) {
    collect([], call, function (err, results) {
      assert.ifError(err);
      assert.deepStrictEqual(results, []);
      done();
    });
  });
});
