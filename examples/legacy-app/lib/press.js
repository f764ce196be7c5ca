'use strict';

var events = require('events');
var fs = require('fs');
var path = require('path');
var util = require('util');

/** Writes pages one after the other; emits `page` after each and `idle` when there are no more. */
function Press(dir) {
  events.EventEmitter.call(this);
  this.dir = dir;
}
util.inherits(Press, events.EventEmitter);

Press.prototype.print = function (pages, callback) {
  var self = this;
  var queue = pages.slice();
  var bytes = 0;

  function next(err) {
    if (err) return callback(err);

    var page = queue.shift();
    if (!page) {
      self.emit('idle');
      return callback(null, { pages: pages.length, bytes: bytes });
    }

    var file = path.join(self.dir, page.name);
    fs.writeFile(file, page.text, function (err) {
      if (err) {
        err.page = page.name;
        return next(err);
      }
      bytes += Buffer.byteLength(page.text);
      self.emit('page', page.name, queue.length);
      next();
    });
  }

  next();
};

/** Reads a page back, without its line ends, and says how long it is. */
Press.prototype.proof = function (name, callback) {
  var file = path.join(this.dir, name);

  fs.open(file, 'r', function (err, fd) {
    if (err) return callback(err);

    fs.fstat(fd, function (err, stats) {
      if (err) {
        return fs.close(fd, function () {
          callback(err);
        });
      }
      fs.readFile(fd, 'utf8', function (err, text) {
        fs.close(fd, function (closeErr) {
          if (err || closeErr) return callback(err || closeErr);
          callback(null, text.split(/\r?\n/).join(' ').trim(), stats.size);
        });
      });
    });
  });
};

module.exports = Press;
