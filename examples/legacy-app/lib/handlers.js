'use strict';

var gen = require('coshift-shim');

/** A request handler in the manner of Tornado: `finish` or `sendError` ends the request. */
function FeedHandler(network, request, done) {
  this.network = network;
  this.request = request;
  this.done = done;
}

FeedHandler.prototype.finish = function (body) {
  this.done({ status: 200, body: body });
};

FeedHandler.prototype.sendError = function (status) {
  this.done({ status: status, body: '' });
};

/** Shows one feed as it is on the network now. */
FeedHandler.prototype.get = gen.engine(function* () {
  var response = yield new gen.Task(this.network.fetch.bind(this.network), this.request.url);
  if (response.status === 301) {
    response = yield new gen.Task(this.network.fetch.bind(this.network), response.body);
  }
  if (response.error) {
    return this.sendError(response.status === 404 ? 404 : 502);
  }

  var feed;
  try {
    feed = JSON.parse(response.body);
  } catch (e) {
    return this.sendError(502);
  }
  this.finish(feed.title + ': ' + feed.items.length);
});

/** Compares two feeds by the number of their items. */
FeedHandler.prototype.compare = gen.engine(function* () {
  var responses = yield [
    new gen.Task(this.network.fetch.bind(this.network), this.request.url),
    new gen.Task(this.network.fetch.bind(this.network), this.request.other)
  ];
  var counts = responses.map(function (response) {
    return response.error ? 0 : JSON.parse(response.body).items.length;
  });
  this.finish(counts.join(' : '));
});

module.exports = FeedHandler;
