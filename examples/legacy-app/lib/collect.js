'use strict';

/**
 * Calls `fetch(feed, callback)` for all feeds at once and gives the results in the order of the
 * feeds. The first error wins; what is under way then is not waited for.
 */
module.exports = function collect(feeds, fetch, callback) {
  var results = [];
  var pending = feeds.length;
  var failed = false;

  if (pending === 0) {
    return callback(null, results);
  }

  feeds.forEach(function (feed, index) {
    fetch(feed, function (err, result) {
      if (failed) return;
      if (err) {
        failed = true;
        return callback(err);
      }
      results[index] = result;
      if (--pending === 0) {
        callback(null, results);
      }
    });
  });
};
