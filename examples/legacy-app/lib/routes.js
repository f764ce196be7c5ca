'use strict';

var store = require('./store');

/** Handlers as a web framework takes them. */
module.exports = function routes(config) {
  return {
    index: function (req, res, next) {
      store.headlines(config.outDir, function (err, lines) {
        if (err) return next(err);
        res.json({ editions: lines.length, headlines: lines });
      });
    },

    latest: function (req, res, next) {
      store.latest(config.outDir, function (err, edition) {
        if (err) {
          next(err);
        } else if (!edition) {
          res.status(404).end();
        } else {
          res.set('x-edition', edition.name);
          res.send(edition.text);
        }
      });
    },

    show: function (req, res, next) {
      // Names come from the address: nothing but an edition may be read.
      if (!/^[\w-]+\.txt$/.test(req.params.name)) {
        return res.status(400).end();
      }
      store.read(config.outDir, req.params.name, function (err, text) {
        if (err && err.code === 'ENOENT') return next();
        if (err) return next(err);
        res.send(text);
      });
    }
  };
};
