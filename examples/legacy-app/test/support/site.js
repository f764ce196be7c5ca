'use strict';

var fs = require('fs');
var os = require('os');
var path = require('path');

var Network = require('../../lib/network');

var original = path.join(__dirname, '../../site');

/** A copy of the site that a test may change. */
module.exports = function site() {
  var dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gazette-'));
  fs.cpSync(original, dir, { recursive: true });
  return {
    dir: dir,
    path: path.join.bind(path, dir),
    network: new Network(path.join(dir, 'network')),
    remove: function () {
      fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    }
  };
};
