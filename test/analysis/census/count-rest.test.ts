import assert from 'node:assert/strict';
import { countRest } from '../../../analysis/census/count-rest.js';
import { explainRest } from '../../../analysis/census/explain-rest.js';
import { findMessage } from '../../../core/index.js';
import { parse } from '../../../syntax/parse.js';

const rest = (text: string) => countRest(explainRest(parse({ path: 'a.js', text }), { now: [], before: [] }));
const names = (text: string) => rest(text).map(({ code, units }) => `${units} ${findMessage(code!)!.name}`);

describe('reasons for what no site names', () => {
  it('follow from the form of the code', () => {
    assert.deepEqual(
      names(`
        function alone(cb) { cb(); }
        function passes(path, cb) { if (!path) return cb(); load(path, cb); }
        function gives(list, cb) { list.each(() => cb()); }
        function makes(cb) { return function () { cb(); }; }
        this.callback();
        load(path, function (err) { if (err) throw err; });
        function done(err) { if (err) throw err; }
        co(function* () { yield load; });`),
      [
        '1 nothing-to-wait-for',
        '1 callback-also-handed-on',
        '1 callback-in-handed-function',
        '1 callback-in-inner-function',
        '1 callback-in-object',
        '1 handler-of-unknown-call',
        '1 handler-under-a-name',
        '1 yield-of-unknown-runner',
      ],
    );
  });

  it('tell what stands in converted functions', () => {
    assert.deepEqual(
      names(`const { asCallback, task } = require('coshift-shim');
        function load(path, cb) {
          if (!path) return cb(null);
          return asCallback.engine(cb, function* () {
            const a = yield task(read, path);
            const b = yield task(read, a);
            return b;
          });
        }`),
      ['2 goes-on-inside-callbacks', '1 completes-beside-body'],
    );
  });

  it('are added up with their lines', () => {
    const [only] = rest('function twice(cb) {\n  cb(1); cb(2);\n  cb(3);\n}');
    assert.deepEqual(only, {
      place: 'undecided',
      code: 'CS1408',
      undecided: true,
      unsafe: false,
      units: 3,
      lines: [2, 2, 3],
    });
  });
});
