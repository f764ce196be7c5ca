'use strict';

const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

/** The usual report; at the end the counts are also written to the file that MOCHA_STATS names. */
module.exports = class StatsReporter extends reporters.Spec {
  epilogue() {
    super.epilogue();
    if (process.env.MOCHA_STATS) writeFileSync(process.env.MOCHA_STATS, JSON.stringify(this.stats));
  }
};
