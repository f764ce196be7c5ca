'use strict';

var assert = require('assert');

var FeedHandler = require('../lib/handlers');
var site = require('./support/site');

describe('handlers', function () {
  var here;

  beforeEach(function () {
    here = site();
  });
  afterEach(function () {
    here.remove();
  });

  function get(url, done) {
    var handler = new FeedHandler(here.network, { url: url }, done);
    assert.strictEqual(handler.get(), undefined);
  }

  it('shows a feed', function (done) {
    get('http://harbour.example/feed', function (answer) {
      assert.deepStrictEqual(answer, { status: 200, body: 'Harbour: 2' });
      done();
    });
  });

  it('follows a redirect', function (done) {
    get('http://old.example/feed', function (answer) {
      assert.deepStrictEqual(answer, { status: 200, body: 'Archive: 1' });
      done();
    });
  });

  it('tells what is missing from what is broken', function (done) {
    get('http://nowhere.example/', function (answer) {
      assert.deepStrictEqual(answer, { status: 404, body: '' });
      get('http://broken.example/feed', function (answer) {
        assert.deepStrictEqual(answer, { status: 502, body: '' });
        done();
      });
    });
  });

  it('asks for two feeds at once', function (done) {
    var seen = [];
    here.network.on('request', function (url) {
      seen.push(url);
    });
    var request = { url: 'http://harbour.example/feed', other: 'http://nowhere.example/' };
    new FeedHandler(here.network, request, function (answer) {
      assert.deepStrictEqual(answer, { status: 200, body: '2 : 0' });
      done();
    }).compare();
    assert.deepStrictEqual(seen, [request.url, request.other]);
  });
});
