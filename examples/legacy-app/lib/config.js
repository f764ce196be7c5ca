'use strict';

var fs = require('fs');
var path = require('path');

var defaults = { feeds: [], concurrency: 2, maxAge: 60 * 1000, keep: 3 };

function ConfigError(file, cause) {
  Error.captureStackTrace(this, ConfigError);
  this.name = 'ConfigError';
  this.message = file + ': ' + cause.message;
  this.code = cause.code;
}
ConfigError.prototype = Object.create(Error.prototype);

function merge(base, extra) {
  return Object.assign({}, base, extra);
}

/**
 * Reads gazette.json and, when there is one, gazette.local.json, and makes the folders that the
 * other modules write to.
 */
function load(dir, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = {};
  }
  options = options || {};

  var file = path.join(dir, options.name || 'gazette.json');
  var localFile = path.join(dir, 'gazette.local.json');

  fs.readFile(file, 'utf8', function (err, text) {
    if (err) {
      return callback(new ConfigError(file, err));
    }

    var config;
    try {
      config = merge(defaults, JSON.parse(text));
    } catch (e) {
      return callback(new ConfigError(file, e));
    }
    config.cacheDir = path.join(dir, config.cacheDir || 'cache');
    config.outDir = path.join(dir, config.outDir || 'editions');

    // Settings of this machine are not checked in, so there may be none.
    fs.readFile(localFile, 'utf8', function (err, text) {
      if (err && err.code !== 'ENOENT') {
        return callback(new ConfigError(localFile, err));
      }
      if (!err) {
        try {
          config = merge(config, JSON.parse(text));
        } catch (e) {
          return callback(new ConfigError(localFile, e));
        }
      }

      makeDir(config.cacheDir, function (err) {
        if (err) return callback(err);

        makeDir(config.outDir, function (err) {
          if (err) return callback(err);

          callback(null, config);
        });
      });
    });
  });
}

// Two processes may start at once.
function makeDir(dir, callback) {
  fs.mkdir(dir, function (err) {
    if (err && err.code !== 'EEXIST') {
      return callback(err);
    }
    callback(null);
  });
}

module.exports = load;
module.exports.load = load;
module.exports.ConfigError = ConfigError;
