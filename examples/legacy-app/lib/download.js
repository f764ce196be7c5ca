'use strict';

var MAX_REDIRECTS = 3;
var MAX_RETRIES = 2;

/** One download: follows redirects, and tries again when the server is in trouble. */
class Download {
  constructor(network, url) {
    this.network = network;
    this.url = url;
    this.redirects = 0;
    this.retries = 0;
    this.callback = null;
  }

  start(callback) {
    this.callback = callback;
    this.send();
  }

  send() {
    this.network.request(this.url, this.onResponse.bind(this));
  }

  onResponse(err, response) {
    if (err) {
      return this.onFailure(err);
    }
    if (response.status === 301) {
      return this.onRedirect(response.body);
    }
    this.finish(null, response.body);
  }

  onRedirect(location) {
    this.redirects++;
    if (this.redirects > MAX_REDIRECTS) {
      return this.finish(new Error('too many redirects, last: ' + location));
    }
    this.url = location;
    this.send();
  }

  onFailure(err) {
    if (err.status < 500 || this.retries >= MAX_RETRIES) {
      return this.finish(err);
    }
    this.retries++;
    setTimeout(this.send.bind(this), this.retries * 10);
  }

  finish(err, body) {
    var callback = this.callback;
    this.callback = null;
    if (err) return callback(err);
    callback(null, body, this.url);
  }
}

/** Calls back with the body and the address that it came from in the end. */
function download(network, url, callback) {
  new Download(network, url).start(callback);
}

module.exports = download;
