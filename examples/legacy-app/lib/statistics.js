'use strict';

var fs = require('fs');
var path = require('path');

function readText(file) {
  return new Promise(function (resolve, reject) {
    fs.readFile(file, 'utf8', function (err, text) {
      if (err) reject(err);
      else resolve(text);
    });
  });
}

/** Counts the items per source of an edition; an edition that is not there has none. */
exports.perSource = function (dir, name) {
  return readText(path.join(dir, name))
    .then(function (text) {
      return text.split('\n').filter(function (line) {
        return line.charAt(0) === '*';
      });
    })
    .then(function (lines) {
      return lines.reduce(function (counts, line) {
        var source = /\((.*)\)$/.exec(line)[1];
        counts[source] = (counts[source] || 0) + 1;
        return counts;
      }, {});
    })
    .catch(function (err) {
      if (err.code === 'ENOENT') {
        return {};
      }
      throw err;
    });
};
