'use strict';

var co = require('co');
var fs = require('fs');
var path = require('path');

var store = require('./store');
var thunk = require('./thunk');

var list = thunk(store.list);
var stat = thunk(fs.stat);
var unlink = thunk(fs.unlink);

/** Removes all but the newest editions; the promise gives what was freed. */
exports.prune = co.wrap(function* (dir, keep) {
  var names = yield list(dir);
  var old = names.slice(keep);

  var sizes = yield old.map(function (name) {
    return stat(path.join(dir, name));
  });
  for (var i = 0; i < old.length; i++) {
    yield unlink(path.join(dir, old[i]));
  }
  store.forget(dir);

  return {
    removed: old.length,
    bytes: sizes.reduce(function (sum, stats) {
      return sum + stats.size;
    }, 0)
  };
});

/** How much the newest and the oldest edition take. */
exports.extremes = function (dir) {
  return co(function* () {
    var names = yield list(dir);
    if (names.length === 0) {
      return null;
    }
    var found = yield {
      newest: stat(path.join(dir, names[0])),
      oldest: stat(path.join(dir, names[names.length - 1]))
    };
    return { newest: found.newest.size, oldest: found.oldest.size };
  });
};
