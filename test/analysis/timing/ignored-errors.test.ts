import assert from 'node:assert/strict';
import { ignoredErrors } from '../../../analysis/timing/ignored-errors.js';
import { contextOf } from '../../support/node-of.js';

const FUNCTIONS = `const { task } = require('coshift-shim');
const other = require('./other');
const fs = require('fs');
function load(path, cb) { cb(null, path); }
`;

/** The places where errors are ignored, in lines behind the functions, with the last part of their keys. */
function places(text: string, path = 'lib/a.js'): string[] {
  return ignoredErrors(contextOf(FUNCTIONS + text, path)).map(([key, place]) => {
    const line = Number(place.split(':').at(-1)) - 4;
    return `${key.replace(/.*:(\w+)@\d+$/, '$1')} ${place.split(':')[0]}:${line}`;
  });
}

describe('ignoredErrors', () => {
  it('a callback that does not look at its error', () => {
    assert.deepEqual(places('load(a, function () {});\nload(b, (err) => {});\nload(c, (_, value) => log(value));'), [
      'load lib/a.js:1',
      'load lib/a.js:2',
      'load lib/a.js:3',
    ]);
    assert.deepEqual(places('function done() {}\nload(a, done);'), ['load lib/a.js:2']);
  });

  it('a callback that looks at it, or may', () => {
    assert.deepEqual(places('load(a, (err) => log(err));'), []);
    assert.deepEqual(places('load(a, function () { log(arguments[0]); });'), []);
    assert.deepEqual(places('load(a, (...given) => {});'), []);
    assert.deepEqual(places('load(a, ({ code }) => {});'), []);
    assert.deepEqual(places('load(a, cb);\nload(a);\nload(a, 1);'), []);
    assert.deepEqual(places('load(() => {}, cb);'), []);
  });

  it('tests know what they give', () => {
    assert.deepEqual(places('load(a, function () {});', 'test/a.js'), []);
  });

  it('functions of other files and methods of the object itself, but of no other object', () => {
    assert.deepEqual(places('other.find(a, () => {});'), ['find lib/a.js:1']);
    assert.deepEqual(places('this.find(a, () => {});'), ['find lib/a.js:1']);
    assert.deepEqual(places('store.find(a, () => {});\nfs.stat(a, () => {});'), []);
    assert.deepEqual(places('load()(a, () => {});'), []);
  });

  it('an error that a converted call leaves out', () => {
    const inside = (text: string): string[] => places(`async () => { ${text} };`);
    assert.deepEqual(inside('const [, data] = await task.args(load, a);'), ['load lib/a.js:1']);
    assert.deepEqual(inside('await task.args(load, a);'), ['load lib/a.js:1']);
    assert.deepEqual(inside('const [err, data] = await task.args(load, a);'), []);
    assert.deepEqual(inside('const { length } = await task.args(load, a);'), []);
    assert.deepEqual(inside('const data = await task(load, a);'), []);
    assert.deepEqual(inside('await task(load, a);'), []);
    assert.deepEqual(inside('const [, data] = await task.args(load, () => {});'), ['load lib/a.js:1']);
    assert.deepEqual(inside('const given = task.args(load, a);'), []);
    assert.deepEqual(inside('const [, data] = task.args(load, a);'), []);
    assert.deepEqual(inside('log(await task.args(load, a));'), []);
  });

  it('an error that is caught and forgotten', () => {
    assert.deepEqual(places('load(a).catch(() => {});\nload(a).catch(function () {});'), [
      'load lib/a.js:1',
      'load lib/a.js:2',
    ]);
    assert.deepEqual(places('task(load, a).catch(() => {});'), ['load lib/a.js:1']);
    assert.deepEqual(places('load(a).catch((err) => log(err));'), []);
    assert.deepEqual(places('load(a).catch(forget);'), []);
    assert.deepEqual(places('load(a).catch();'), []);
    assert.deepEqual(places('load(a).then(() => {});'), []);
    assert.deepEqual(places('load(a).catch;'), []);
    assert.deepEqual(places('load.catch(() => {});'), []);
    assert.deepEqual(places('new (load(a).catch)(() => {});'), []);
  });
});
