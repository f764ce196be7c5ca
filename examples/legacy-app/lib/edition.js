'use strict';

var async = require('async');

var Cache = require('./cache');
var download = require('./download');
var load = require('./config');
var Press = require('./press');
var render = require('./render');
var store = require('./store');

/** Fetches what the cache does not hold. */
function fetchFeed(network, cache, url, callback) {
  cache.get(url, function (err, feed) {
    if (err) return callback(err);
    if (feed) return callback(null, feed);

    download(network, url, function (err, body, from) {
      if (err) return callback(err);
      var fresh;
      try {
        fresh = JSON.parse(body);
      } catch (e) {
        return callback(new Error(from + ' is not a feed'));
      }
      cache.put(url, fresh);
      callback(null, fresh);
    });
  });
}

/** Builds the edition of a day: reads the configuration, fetches the feeds, prints the pages. */
function build(dir, network, day, callback) {
  async.waterfall(
    [
      function (next) {
        load(dir, next);
      },
      function (config, next) {
        var cache = new Cache(config.cacheDir, config.maxAge);
        async.mapLimit(
          config.feeds,
          config.concurrency,
          function (url, done) {
            fetchFeed(network, cache, url, done);
          },
          function (err, feeds) {
            next(err, config, feeds);
          }
        );
      },
      function (config, feeds, next) {
        new Press(config.outDir).print(render(day, feeds), function (err, printed) {
          if (err) return next(err);
          store.forget(config.outDir);
          next(null, printed);
        });
      }
    ],
    callback
  );
}

/** What a folder holds, looked up all at once. */
function overview(dir, callback) {
  async.parallel(
    {
      names: function (done) {
        store.list(dir, done);
      },
      latest: function (done) {
        store.latest(dir, done);
      }
    },
    function (err, found) {
      if (err) return callback(err);
      callback(null, { editions: found.names.length, latest: found.latest && found.latest.name });
    }
  );
}

exports.fetchFeed = fetchFeed;
exports.build = build;
exports.overview = overview;
