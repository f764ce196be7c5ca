'use strict';

var crypto = require('crypto');
var fs = require('fs');
var path = require('path');

/** Keeps values as JSON files, for `maxAge` milliseconds. */
function Cache(dir, maxAge) {
  this.dir = dir;
  this.maxAge = maxAge;
  this.hits = 0;
  this.misses = 0;
}

Cache.prototype.fileOf = function (key) {
  return path.join(this.dir, crypto.createHash('md5').update(key).digest('hex') + '.json');
};

/** Calls back with `undefined` when the value is not there or too old. */
Cache.prototype.get = function (key, callback) {
  var self = this;
  var file = this.fileOf(key);

  fs.stat(file, function (err, stats) {
    if (err) {
      if (err.code === 'ENOENT') {
        self.misses++;
        return callback(null, undefined);
      }
      return callback(err);
    }
    if (Date.now() - stats.mtime.getTime() > self.maxAge) {
      self.misses++;
      return callback(null, undefined);
    }
    fs.readFile(file, 'utf8', function (err, text) {
      if (err) return callback(err);
      self.hits++;
      callback(null, JSON.parse(text));
    });
  });
};

/** Nobody has to wait for the value to be on disk: the callback is optional. */
Cache.prototype.put = function (key, value, callback) {
  callback = callback || function () {};

  var file = this.fileOf(key);
  var temporary = file + '.' + process.pid;

  fs.writeFile(temporary, JSON.stringify(value), function (err) {
    if (err) return callback(err);
    // A reader must never see half a file.
    fs.rename(temporary, file, function (err) {
      if (err) return callback(err);
      callback(null);
    });
  });
};

/** Removes every value, one after the other, and calls back with how many there were. */
Cache.prototype.clear = function (callback) {
  var dir = this.dir;

  fs.readdir(dir, function (err, names) {
    if (err) return callback(err);
    var removed = 0;

    function next() {
      var name = names.shift();
      if (!name) return callback(null, removed);

      fs.unlink(path.join(dir, name), function (err) {
        if (err) return callback(err);
        removed++;
        next();
      });
    }

    next();
  });
};

module.exports = Cache;
