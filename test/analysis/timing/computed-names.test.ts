import assert from 'node:assert/strict';
import { computedNames } from '../../../analysis/timing/computed-names.js';
import { contextOf, nodeOf } from '../../support/node-of.js';

/** The names that a call may mean. */
function namesOf(text: string, call: string): string[] {
  const context = contextOf(text);
  return computedNames(context, nodeOf(context, 'CallExpression', call));
}

const METHODS = `
Store.prototype.get = function (key, cb) { read(key, cb); };
Store.prototype.size = function (key) { return key.length; };
function read(key, cb) { cb(null, key); }
`;

describe('computedNames', () => {
  it('a name that is written down is itself', () => {
    assert.deepEqual(namesOf("store['get'](a, cb);", "store['get'](a, cb)"), ['get']);
    assert.deepEqual(namesOf("store['get'].apply(store, args);", "store['get'].apply(store, args)"), ['get']);
    assert.deepEqual(namesOf("store['get'].call(store, cb);", "store['get'].call(store, cb)"), ['get']);
  });

  it('what is no computed member has none', () => {
    assert.deepEqual(namesOf('this.get(cb);', 'this.get(cb)'), []);
    assert.deepEqual(namesOf(`${METHODS} this.get.apply(this, args);`, 'this.get.apply(this, args)'), []);
    assert.deepEqual(namesOf(`${METHODS} get(this, cb);`, 'get(this, cb)'), []);
    assert.deepEqual(namesOf(`${METHODS} this[name].bind(this);`, 'this[name].bind(this)'), []);
    assert.deepEqual(namesOf(`${METHODS} store['get']['call'](store);`, "store['get']['call'](store)"), ['call']);
  });

  it('of a name that is not known, this has all methods with a callback, another object none', () => {
    assert.deepEqual(namesOf(`${METHODS} this[name](cb);`, 'this[name](cb)'), ['get']);
    assert.deepEqual(namesOf(`${METHODS} self[name](cb);`, 'self[name](cb)'), ['get']);
    assert.deepEqual(namesOf(`${METHODS} store[name](cb);`, 'store[name](cb)'), []);
    assert.deepEqual(namesOf(`${METHODS} this[prefix + name](cb);`, 'this[prefix + name](cb)'), ['get']);
  });

  it('a variable that is set once has the value that it is declared with', () => {
    assert.deepEqual(namesOf("const m = 'put'; store[m](cb);", 'store[m](cb)'), ['put']);
    assert.deepEqual(namesOf("const m = 'put'; const n = m; store[n](cb);", 'store[n](cb)'), ['put']);
    assert.deepEqual(namesOf("let m = 'put'; m = other; store[m](cb);", 'store[m](cb)'), []);
    assert.deepEqual(namesOf("const { m } = { m: 'put' }; store[m](cb);", 'store[m](cb)'), []);
    assert.deepEqual(namesOf('let m; store[m](cb);', 'store[m](cb)'), []);
    assert.deepEqual(namesOf('var m = m; store[m](cb);', 'store[m](cb)'), []);
  });

  it('a loop over a list that is written down gives its strings', () => {
    assert.deepEqual(namesOf("for (const m of ['get', 'put']) store[m](cb);", 'store[m](cb)'), ['get', 'put']);
    assert.deepEqual(namesOf("for (const m of ['get', put]) store[m](cb);", 'store[m](cb)'), []);
    assert.deepEqual(namesOf("for (const m in ['get', 'put']) store[m](cb);", 'store[m](cb)'), []);
    assert.deepEqual(namesOf('for (const m of names) store[m](cb);', 'store[m](cb)'), []);
    assert.deepEqual(namesOf('for (const m of listOf()) store[m](cb);', 'store[m](cb)'), []);
    assert.deepEqual(namesOf(`${METHODS} for (const m of []) this[m](cb);`, 'this[m](cb)'), ['get']);
  });

  it('a function that is given to forEach or map gets the strings first', () => {
    const each = "['get', 'put'].forEach(function (m) { store[m](cb); });";
    assert.deepEqual(namesOf(each, 'store[m](cb)'), ['get', 'put']);
    assert.deepEqual(namesOf(each.replace('forEach', 'map'), 'store[m](cb)'), ['get', 'put']);
    assert.deepEqual(namesOf(each.replace('forEach', 'reduce'), 'store[m](cb)'), []);
    assert.deepEqual(namesOf(each.replace('(m)', '(i, m)'), 'store[m](cb)'), []);
    assert.deepEqual(namesOf('forEach(function (m) { store[m](cb); });', 'store[m](cb)'), []);
    assert.deepEqual(namesOf(each.replace('(m)', '({ m })'), 'store[m](cb)'), []);
  });

  it('a list that the file fills has what it puts there', () => {
    const each = 'list.forEach(function (m) { store[m](cb); });';
    assert.deepEqual(namesOf(`const list = ['get']; list.push('put', 'del'); ${each}`, 'store[m](cb)'), [
      'get',
      'put',
      'del',
    ]);
    assert.deepEqual(namesOf(`const list = []; list.unshift('put'); ${each}`, 'store[m](cb)'), ['put']);
    assert.deepEqual(namesOf(`const list = ['get']; list.push(other); ${each}`, 'store[m](cb)'), []);
    assert.deepEqual(namesOf(`let list = ['get']; list = others; ${each}`, 'store[m](cb)'), []);
    assert.deepEqual(namesOf(`const list = ['get']; list.includes('del'); log(list); ${each}`, 'store[m](cb)'), [
      'get',
    ]);
    assert.deepEqual(namesOf(`const list = listOf('get'); ${each}`, 'store[m](cb)'), []);
    assert.deepEqual(namesOf(`let list; list.push('put'); ${each}`, 'store[m](cb)'), []);
    assert.deepEqual(namesOf(`function f(list) { list.push('put'); ${each} }`, 'store[m](cb)'), []);
    assert.deepEqual(namesOf(`const list = ['get', one]; ${each}`, 'store[m](cb)'), []);
  });

  it('a function of the file gets what its calls give it', () => {
    const run = 'function run(a, m) { store[m](cb); }';
    assert.deepEqual(namesOf(`${run} run(1, 'get'); run(2, 'put'); run(3, 'get');`, 'store[m](cb)'), ['get', 'put']);
    assert.deepEqual(namesOf(`const run = (m) => { store[m](cb); }; run('get');`, 'store[m](cb)'), ['get']);
    assert.deepEqual(namesOf(`${run} run(1, 'get'); run(2, other);`, 'store[m](cb)'), []);
    assert.deepEqual(namesOf(`${run} run(1, 'get'); run(2);`, 'store[m](cb)'), []);
    assert.deepEqual(namesOf(`${run} run(1, 'get'); exports.run = run;`, 'store[m](cb)'), []);
    assert.deepEqual(namesOf(`${run} run(1, 'get'); later(run);`, 'store[m](cb)'), []);
    assert.deepEqual(namesOf(`${METHODS} function run(m) { this[m](cb); }`, 'this[m](cb)'), ['get']);
    assert.deepEqual(namesOf('exports.run = function (m) { store[m](cb); };', 'store[m](cb)'), []);
    assert.deepEqual(namesOf(`${run} run(1, 'get'); later(run, 'put');`, 'store[m](cb)'), []);
    const put = "let run = function (m) { store[m](cb); }; run('get'); run = other;";
    assert.deepEqual(namesOf(put, 'store[m](cb)'), ['get']);
  });

  it('a name that two functions hand on to each other is followed once', () => {
    const two = 'function a(m) { b(m); } function b(m) { store[m](cb); a(m); }';
    assert.deepEqual(namesOf(`${two} a('get');`, 'store[m](cb)'), []);
    const both = 'function two(m) { one(m); one(m); } function one(m) { store[m](cb); }';
    assert.deepEqual(namesOf(`${both} two('get');`, 'store[m](cb)'), ['get']);
  });
});
