'use strict';

/** Turns `fn(…args, callback)` into a function that returns a thunk. */
module.exports = function thunk(fn) {
  return function () {
    var args = Array.prototype.slice.call(arguments);
    var self = this;
    return function (callback) {
      fn.apply(self, args.concat(callback));
    };
  };
};
