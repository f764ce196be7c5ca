import assert from 'node:assert/strict';
import { addCensus, type Census, deepestNesting, emptyCensus, legacyTotal, wholeTotal } from '../../../core/index.js';
import { takeCensus } from '../../../analysis/census/take-census.js';
import { parse } from '../../../syntax/parse.js';

const census = (text: string, path = 'a.js'): Census => takeCensus(parse({ path, text }));

/** Only what is not zero. */
function counted(text: string): Partial<Census> {
  const all = Object.entries(census(text)).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : value !== 0,
  );
  return Object.fromEntries(all);
}

describe('census of one file', () => {
  it('counts a pyramid with its depth, callback parameter, completions and delegation', () => {
    const text = `
      function load(path, cb) {
        stat(path, function (err, st) {
          if (err) return cb(err);
          read(path, (er2, text) => { if (er2) cb(er2); else parse(text, cb); });
        });
      }`;
    assert.deepEqual(counted(text), {
      errorFirstHandlers: 2,
      nesting: [1, 1],
      callbackParameters: 1,
      completions: 2,
      delegations: 1,
    });
  });

  it('does not count listeners, promise handlers, array methods, error middleware', () => {
    const text = `
      stream.on('error', function (err) { log(err); });
      child.once('error', err => log(err));
      errors.forEach(function (error) { if (error) log(error); });
      app.use(function (err, req, res, next) { if (err) next(err); });`;
    assert.deepEqual(counted(text), {});
    assert.deepEqual(counted(`p.catch(function (err) { log(err); });`), { thenHandlers: 1 });
  });

  it('counts a short name only where it is used like an error', () => {
    assert.deepEqual(counted(`button.click(function (e) { e.preventDefault(); });`), {});
    assert.deepEqual(counted(`read(p, function (e) { if (e) throw e; });`), { errorFirstHandlers: 1, nesting: [1] });
    assert.deepEqual(counted(`read(p, function (e, text) { use(text); });`), { errorFirstHandlers: 1, nesting: [1] });
  });

  it('counts named continuations that test the error, and not what merely takes one', () => {
    const text = `
      function onread(err, text) { if (err != null) fail(err); }
      Conn.prototype.onopen = function (err) { return err ? this.fail(err) : this.read(); };
      function logError(err) { console.error(err); }`;
    assert.deepEqual(counted(text), { errorFirstHandlers: 2, nesting: [2] });
  });

  it('counts deferred and indirect completions, and ignores a callback parameter that is never used', () => {
    const text = `
      function a(cb) { process.nextTick(cb, null, 1); }
      function b(done) { done.call(this, null); setImmediate(function () { done(); }); }
      function c(callback) { return 1; }
      function d(req, res, next) { next(); }`;
    assert.deepEqual(counted(text), { callbackParameters: 2, completions: 3, timerHandlers: 1 });
  });

  it('counts a variable that takes the place of the parameter', () => {
    const text = `
      function a(p, f) { var cb = f || function () {}; read(p, cb); cb(null, p); }
      function b() { const callback = arguments[arguments.length - 1]; callback(); }
      const done = () => 1, cb = require('./cb'); done(); cb();`;
    assert.deepEqual(counted(text), { callbackParameters: 2, completions: 2, delegations: 1 });
  });

  it('counts callbacks that are kept in a field, and handlers that only pass the error on', () => {
    const text = `
      function ontruncate(err) { req.callback(err); }
      function onstat(err, st) { this.cb.call(this, err, st); }
      function addCallback(error) { list.addCallback(error); }`;
    assert.deepEqual(counted(text), { errorFirstHandlers: 1, nesting: [1], completions: 1 });
  });

  it('takes a callback in a field that the shim gets for one that is handed on', () => {
    const text = `
      const { asCallback } = require('coshift-shim');
      function open(req) { return asCallback.null((...args) => req.callback(...args), async () => { await req.open(); }); }
      function close(req) { later((...args) => req.callback(...args)); }`;
    assert.deepEqual(counted(text), { completions: 1, delegations: 1, asyncFunctions: 1, awaits: 1, bridges: 1 });
  });

  it('does not mix up names of different functions', () => {
    const text = `function a(cb) { return function (cb) { cb(); }; }`;
    assert.deepEqual(counted(text), { callbackParameters: 1, completions: 1 });
  });

  it('counts yields of runners, in place, by name and as middleware, but not those of plain generators', () => {
    const text = `
      const co = require('co');
      co(function* () { yield a; yield* b(); });
      exports.f = co.wrap(function* () { yield c; });
      co.call(this, function* () { yield d; });
      function* named() { yield e; }
      co(named());
      app.use(function* (next) { yield next; });
      function* range() { yield 1; yield 2; }
      for (const n of range()) log(n);`;
    assert.deepEqual(counted(text), { runnerYields: 6 });
  });

  it('counts yields of generators that the shim drives', () => {
    const text = `
      const { asCallback } = require('coshift-shim');
      function load(path, cb) {
        return asCallback.void(cb, function* () { yield read(path); yield read(path); });
      }
      const list = { *[Symbol.iterator]() { yield 1; } };`;
    assert.deepEqual(counted(text), { callbackParameters: 1, delegations: 1, runnerYields: 2, bridges: 1 });
  });

  it('counts yields of generators that wait, wherever their runner is', () => {
    const text = `
      module.exports = () => function* (next) { this.body = 1; yield next; };
      Db.prototype.find = function* (q) { yield this.open(); const rows = yield this.query(q); return rows; };
      function* walk(tree) { yield tree; yield* walk(tree.left); }`;
    assert.deepEqual(counted(text), { runnerYields: 3 });
  });

  it('counts engines and bridges of the shim by where the names come from', () => {
    const text = `
      const { engine, Task, task, asCallback } = require('coshift-shim');
      const gen = require('coshift-shim');
      exports.a = engine(function* () { yield Task(f, 1); yield new gen.Callback('k'); yield gen.Wait('k'); });
      exports.b = cb => asCallback(cb, async () => { await task(f); await task.method(o, 'm'); await gen.task(f); });
      function other(Task) { Task(); }`;
    const { engineConstructs, bridges, runnerYields, asyncFunctions, awaits } = census(text);
    assert.deepEqual(
      { engineConstructs, bridges, runnerYields, asyncFunctions, awaits },
      { engineConstructs: 4, bridges: 4, runnerYields: 3, asyncFunctions: 1, awaits: 3 },
    );
  });

  it('counts async libraries however they are reached', () => {
    const text = `
      const async = require('async'), { series } = require('neo-async'), parallel = require('run-parallel'), utile = require('utile');
      async.waterfall(tasks, end); series(tasks); parallel(tasks); utile.async.forEach(list, f, end);
      other.series(tasks);`;
    assert.deepEqual(counted(text), { asyncLibraryCalls: 4 });
    assert.deepEqual(
      counted(`import { eachLimit } from 'async/eachLimit'; import a from 'async'; a.map(x, f); eachLimit(x);`),
      { asyncLibraryCalls: 2 },
    );
  });

  it('counts handlers of promises, not calls', () => {
    const text = `p.then(a, b).then(null, c).catch(function () {}).finally(d); new Promise(f); Q.defer(); Promise.all(x);`;
    assert.deepEqual(counted(text), { thenHandlers: 5, promiseConstructions: 2 });
  });

  it('counts what is modern', () => {
    assert.deepEqual(counted(`async function f() { await a; for (const x of y) await x; }`), {
      asyncFunctions: 1,
      awaits: 2,
    });
  });

  it('reads TypeScript and JSX', () => {
    const typed = `export function f(p: string, cb: (err: Error | null) => void): void { g(p, (err: Error | null) => { if (err) cb(err); }); }`;
    assert.equal(legacyTotal(census(typed, 'a.ts')), 2);
    assert.equal(legacyTotal(census(`const a = <A onDone={err => { if (err) cb(err); }} />;`, 'a.jsx')), 1);
  });
});

describe('census of several files', () => {
  const pyramid = census(`f(function (err) { g(function (err) { h(function (err) { p.then(x); }); }); });`);
  const flat = census(`f(function (err) {});`);

  it('adds up', () => {
    const sum = addCensus([pyramid, flat, emptyCensus]);
    assert.deepEqual(sum, { ...emptyCensus, errorFirstHandlers: 4, nesting: [2, 1, 1], thenHandlers: 1 });
    assert.equal(deepestNesting(sum), 3);
    assert.equal(legacyTotal(sum), 4);
    assert.equal(wholeTotal(sum), 5);
  });
});
