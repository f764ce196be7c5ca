'use strict';

var fs = require('fs');
var path = require('path');

var byDir = {};

/** The names of the editions of a folder, newest first. */
function list(dir, callback) {
  fs.readdir(dir, function (err, names) {
    if (err) return callback(err);
    names = names.filter(function (name) {
      return /\.txt$/.test(name);
    });
    callback(null, names.sort().reverse());
  });
}

/** The text of one edition. */
function read(dir, name, callback) {
  fs.readFile(path.join(dir, name), 'utf8', function (err, text) {
    if (err) {
      err.message = 'no edition ' + name + ' (' + err.message + ')';
      return callback(err);
    }
    callback(null, text);
  });
}

/** The newest edition; `null` when there is none. */
function latest(dir, callback) {
  list(dir, function (err, names) {
    if (err) return callback(err);
    if (names.length === 0) {
      return callback(null, null);
    }
    read(dir, names[0], function (err, text) {
      if (err) return callback(err);
      callback(null, { name: names[0], text: text });
    });
  });
}

/** The first line of every edition. Read once, then kept until `forget`. */
function headlines(dir, callback) {
  if (byDir[dir]) {
    return callback(null, byDir[dir]);
  }
  list(dir, function (err, names) {
    if (err) return callback(err);

    var found = [];
    (function next(i) {
      if (i === names.length) {
        byDir[dir] = found;
        return callback(null, found);
      }
      read(dir, names[i], function (err, text) {
        if (err) return callback(err);
        found.push(text.split('\n')[0]);
        next(i + 1);
      });
    })(0);
  });
}

function forget(dir) {
  delete byDir[dir];
}

exports.list = list;
exports.read = read;
exports.latest = latest;
exports.headlines = headlines;
exports.forget = forget;
