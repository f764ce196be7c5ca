import assert from 'node:assert/strict';
import { createStockTransform } from '../../runner/stock-transform.js';

const source = `const fs = require('fs');
module.exports = function load(path, cb) {
  fs.readFile(path, (err, text) => {
    if (err) return cb(err);
    cb(null, text);
  });
};
`;

describe('createStockTransform', () => {
  const convert = createStockTransform('node-callbacks');

  it('converts one file, and a second time leaves it alone', () => {
    const reports: string[] = [];
    const output = convert({ path: 'src/load.js', source }, { report: (line) => reports.push(line) }, {});
    assert.match(output ?? '', /async \(\) => fs\.promises\.readFile\(path\)\);/);
    assert.equal(reports.filter((line) => line.includes('CS6002')).length, 1);
    assert.equal(convert({ path: 'src/load.js', source: output! }, {}, {}), undefined);
  });

  it('leaves a file without callbacks alone', () => {
    assert.equal(convert({ path: 'a.js', source: 'export const a = 1;\n' }, {}, {}), undefined);
  });

  it('throws when a file does not parse, so that jscodeshift counts it', () => {
    assert.throws(() => convert({ path: 'a.js', source: 'function (' }, {}, {}), /a\.js:1:10/);
  });

  it('refuses a transform and an option that do not exist', () => {
    assert.throws(
      () => createStockTransform('nothing'),
      /unknown transform: nothing; known are co-generators, node-callbacks/,
    );
    assert.throws(
      () => convert({ path: 'a.js', source }, {}, { exports: 'all' }),
      /--exports: choices are dual, promise, callback/,
    );
  });
});
