import assert from 'node:assert/strict';
import { callsAcrossFiles, countCalls } from '../../corpus/run/calls-across-files.js';

const store = `
  function Store() {}
  Store.prototype.read = function (name, cb) {
    if (!name) return cb(new Error('no name'));
    cb(null, name);
  };
  exports.save = function (cb) { cb(new Error('no')); };
  exports.first = function (list, cb) { cb(list[0]); };
  exports.Store = Store;
  new Store().read('own', function (err) {});
`;

const formsIn = (text: string): string[] =>
  callsAcrossFiles(new Map([['lib/store.js', store]]), new Map([['lib/user.js', text]])).map(
    ({ line, form }) => `${line} ${form}`,
  );

describe('calls from file to file', () => {
  it('are found by the name of what they call, in each form', () => {
    const text = [
      `const { task } = require('coshift-shim'); const lib = require('./store');`,
      `async function run(store, log) { await store.read('a');`,
      `await task.method(store, 'read', 'b'); await task(lib.save);`,
      `store.read('c', function (err, text) { log(text); }); }`,
      `function hand(store, cb) { store.read('d', cb); }`,
      `const last = async (store) => { return store.read('e'); };`,
      `const none = (store) => { return store.read('f'); };`,
    ];
    assert.deepEqual(formsIn(text.join('\n')), ['2 awaited', '3 shim', '3 shim', '4 left', '5 left', '6 awaited']);
  });

  it('are not those without a callback, of functions without an error, or in the file of the function', () => {
    const text = `lib.read('a'); lib.first([1], function (one) {}); lib.read('b', { deep: true }); other.load('c', (err) => err);`;
    assert.deepEqual(formsIn(text), []);
    const own = callsAcrossFiles(new Map([['lib/store.js', store]]), new Map([['lib/store.js', store]]));
    assert.deepEqual(own, []);
  });

  it('are counted by form', () => {
    const call = { path: 'a.js', line: 1, text: '' };
    const calls = [
      { ...call, form: 'awaited' as const },
      { ...call, form: 'left' as const },
    ];
    assert.deepEqual(countCalls(calls), { awaited: 1, shim: 0, left: 1 });
  });
});
