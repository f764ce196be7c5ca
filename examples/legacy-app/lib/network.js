'use strict';

var events = require('events');
var fs = require('fs');
var path = require('path');
var util = require('util');

/**
 * Stands for the network: answers from files of a folder, after a while. Emits `request` with each
 * address and `response` with each response.
 */
function Network(dir, options) {
  events.EventEmitter.call(this);
  this.dir = dir;
  this.latency = (options && options.latency) || 0;
}
util.inherits(Network, events.EventEmitter);

function Response(url, status, body, error) {
  this.url = url;
  this.status = status;
  this.body = body;
  this.error = error || null;
}

Network.prototype.fileOf = function (url) {
  return path.join(this.dir, url.replace(/^https?:\/\//, '').replace(/[^\w.-]+/g, '_'));
};

/** Calls back with a response, always: when it failed, the response has an `error`. */
Network.prototype.fetch = function (url, callback) {
  var self = this;
  self.emit('request', url);

  setTimeout(function () {
    fs.readFile(self.fileOf(url), 'utf8', function (err, body) {
      var response;
      if (err) {
        response = new Response(url, err.code === 'ENOENT' ? 404 : 500, '', err);
      } else if (/^301 /.test(body)) {
        response = new Response(url, 301, body.slice(4).trim());
      } else {
        response = new Response(url, 200, body);
      }
      self.emit('response', response);
      callback(response);
    });
  }, self.latency);
};

/** The same for callers who want an error. */
Network.prototype.request = function (url, callback) {
  this.fetch(url, function (response) {
    if (response.error) {
      var err = new Error('GET ' + url + ': ' + response.status);
      err.status = response.status;
      return callback(err);
    }
    callback(null, response);
  });
};

module.exports = Network;
