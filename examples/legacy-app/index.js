'use strict';

var archive = require('./lib/archive');
var collect = require('./lib/collect');
var download = require('./lib/download');
var edition = require('./lib/edition');
var load = require('./lib/config');
var store = require('./lib/store');

/** Builds the edition of a day, then removes old ones. */
function publish(dir, network, day, callback) {
  edition.build(dir, network, day, function (err, printed) {
    if (err) return callback(err);

    load(dir, function (err, config) {
      if (err) return callback(err);

      archive.prune(config.outDir, config.keep).then(
        function (pruned) {
          callback(null, printed, pruned);
        },
        function (err) {
          callback(err);
        }
      );
    });
  });
}

/** Fetches all feeds of a configuration at once and says how long each is. */
function probe(dir, network, callback) {
  load(dir, function (err, config) {
    if (err) return callback(err);

    collect(
      config.feeds,
      function (url, done) {
        download(network, url, function (err, body) {
          if (err) return done(err);
          done(null, url + ' ' + body.length);
        });
      },
      callback
    );
  });
}

exports.publish = publish;
exports.probe = probe;
exports.latest = function (dir, callback) {
  load(dir, function (err, config) {
    if (err) return callback(err);
    store.latest(config.outDir, callback);
  });
};
