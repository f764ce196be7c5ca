'use strict';

var assert = require('assert');
var fs = require('fs');

var download = require('../lib/download');
var Network = require('../lib/network');
var site = require('./support/site');

describe('network', function () {
  var here;

  beforeEach(function () {
    here = site();
  });
  afterEach(function () {
    here.remove();
  });

  it('calls back with a response', function (done) {
    here.network.fetch('http://weather.example/feed', function (response) {
      assert.strictEqual(response.status, 200);
      assert.strictEqual(response.error, null);
      assert.strictEqual(JSON.parse(response.body).title, 'Weather');
      done();
    });
  });

  it('has the error in the response, or as an error', function (done) {
    here.network.fetch('http://nowhere.example/', function (response) {
      assert.strictEqual(response.status, 404);
      assert.strictEqual(response.error.code, 'ENOENT');
      here.network.request('http://nowhere.example/', function (err) {
        assert.strictEqual(err.status, 404);
        assert.strictEqual(err.message, 'GET http://nowhere.example/: 404');
        done();
      });
    });
  });

  it('emits events around each request', function (done) {
    var seen = [];
    here.network.on('request', function (url) {
      seen.push(url);
    });
    here.network.on('response', function (response) {
      seen.push(response.status);
    });
    here.network.request('http://old.example/feed', function (err) {
      assert.ifError(err);
      seen.push('done');
      assert.deepStrictEqual(seen, ['http://old.example/feed', 301, 'done']);
      done();
    });
    assert.deepStrictEqual(seen, ['http://old.example/feed']);
  });
});

describe('download', function () {
  var here;

  beforeEach(function () {
    here = site();
  });
  afterEach(function () {
    here.remove();
  });

  it('gives the body and the address', function (done) {
    download(here.network, 'http://weather.example/feed', function (err, body, url) {
      assert.ifError(err);
      assert.strictEqual(JSON.parse(body).title, 'Weather');
      assert.strictEqual(url, 'http://weather.example/feed');
      done();
    });
  });

  it('follows a redirect', function (done) {
    download(here.network, 'http://old.example/feed', function (err, body, url) {
      assert.ifError(err);
      assert.strictEqual(JSON.parse(body).title, 'Archive');
      assert.strictEqual(url, 'http://archive.example/moved');
      done();
    });
  });

  it('does not follow for ever', function (done) {
    var requests = 0;
    here.network.on('request', function () {
      requests++;
    });
    download(here.network, 'http://loop.example/feed', function (err) {
      assert.strictEqual(err.message, 'too many redirects, last: http://loop.example/feed');
      assert.strictEqual(requests, 4);
      done();
    });
  });

  it('tries again when the server is in trouble', function (done) {
    fs.mkdirSync(here.path('network', 'busy.example_'));
    var requests = 0;
    here.network.on('request', function () {
      requests++;
      if (requests === 3) {
        fs.rmdirSync(here.path('network', 'busy.example_'));
        fs.writeFileSync(here.path('network', 'busy.example_'), 'at last');
      }
    });
    download(here.network, 'http://busy.example/', function (err, body) {
      assert.ifError(err);
      assert.strictEqual(body, 'at last');
      assert.strictEqual(requests, 3);
      done();
    });
  });

  it('gives up after two more tries, and at once when there is nothing', function (done) {
    fs.mkdirSync(here.path('network', 'busy.example_'));
    var requests = 0;
    here.network.on('request', function () {
      requests++;
    });
    download(here.network, 'http://busy.example/', function (err) {
      assert.strictEqual(err.status, 500);
      assert.strictEqual(requests, 3);
      download(here.network, 'http://nowhere.example/', function (err) {
        assert.strictEqual(err.status, 404);
        assert.strictEqual(requests, 4);
        done();
      });
    });
  });

  it('works with any network', function (done) {
    var network = new Network(here.path('network'), { latency: 3 });
    download(network, 'http://harbour.example/feed', function (err, body) {
      assert.ifError(err);
      assert.strictEqual(JSON.parse(body).items.length, 2);
      done();
    });
  });
});
