import assert from 'node:assert/strict';
import { explainRest } from '../../../analysis/census/explain-rest.js';
import { diagnose, type Decision } from '../../../core/index.js';
import { parse } from '../../../syntax/parse.js';

const path = 'a.js';

/** A decision to leave the code that begins with `start` and ends with `end`. */
function leave(text: string, start: string, end: string, siteKey = start): Decision {
  const from = text.indexOf(start);
  const range = { start: from, end: text.indexOf(end, from) + end.length, line: 1, column: 1 };
  const reasons = [
    diagnose('call-value-used', { callee: 'read' }, path),
    diagnose('path-without-completion', { name: 'f' }, path),
  ];
  return {
    id: `${path}#${siteKey}`,
    siteKey,
    transform: 'node-callbacks',
    path,
    range,
    title: siteKey,
    verdict: 'leave',
    applicability: 'manual',
    reasons,
    requires: [],
    operations: 0,
  };
}

const places = (text: string, now: readonly Decision[] = [], before: readonly Decision[] = []): string[] =>
  explainRest(parse({ path, text }), { now, before }).map(({ kind, place, code }) =>
    [kind, place, code].filter(Boolean).join(' '),
  );

const head = `const { asCallback, detach, task } = require('coshift-shim');\n`;

describe('what is left of the census', () => {
  it('stands beside or inside an async body, in a detached block, or where nothing was decided', () => {
    const text = `${head}
      function load(path, cb) {
        if (!path) return cb(new Error('no path'));
        return asCallback(cb, async () => {
          const text = await task(read, path);
          each(text, function (err, line) { if (err) throw err; });
          return text;
        });
      }
      function watch(path, cb) {
        detach(async () => {
          const [err] = await task.args(read, path);
          cb(err);
        });
      }
      function now(cb) { cb(); }`;
    assert.deepEqual(places(text), [
      'completions prologue',
      'errorFirstHandlers body',
      'completions detach',
      'completions undecided',
    ]);
  });

  it('is held by the innermost decline, by its first reason that is no note', () => {
    const text = `function outer(cb) { read(function inner(err) { if (err) return cb(err); cb(); }); }`;
    const outer = leave(text, 'function outer', '}); }');
    assert.deepEqual(places(text, [outer]), [
      'errorFirstHandlers declined CS2001',
      'completions declined CS2001',
      'completions declined CS2001',
    ]);
    const converted = { ...outer, verdict: 'dual' as const };
    assert.deepEqual(places(text, [converted]), [
      'errorFirstHandlers undecided',
      'completions undecided',
      'completions undecided',
    ]);
  });

  it('names why the function around a detached block was declined, wherever that stood before', () => {
    const text = `${head}exports.watch = function (path, cb) { detach(async () => { await task(read, path); cb(); }); };`;
    const declined = leave(text, 'function', '}', 'callback of start/exports.watch~2');
    assert.deepEqual(places(text), ['completions detach']);
    assert.deepEqual(places(text, [], [declined]), ['completions detach CS2001']);
    assert.deepEqual(places(text, [], [{ ...declined, siteKey: 'exports.other' }]), ['completions detach']);
  });

  it('says where, and inside of which functions of the source', () => {
    const text = `${head}function watch(path, cb) {\n  detach(async () => {\n    cb();\n  });\n}`;
    const [unit] = explainRest(parse({ path, text }), { now: [], before: [] });
    assert.deepEqual([unit!.range.line, unit!.range.column, unit!.inside], [4, 5, ['watch']]);
  });

  it('tells the shapes apart', () => {
    const text = `
      function alone(cb) { cb(); }
      function passes(path, cb) { if (!path) return cb(); load(path, cb); }
      function gives(list, cb) { list.each(() => cb()); }
      function makes(cb) { return function () { cb(); }; }
      this.callback();
      load(path, function (err) { if (err) throw err; });
      function done(err) { if (err) throw err; }
      co(function* () { yield load; });`;
    const shapes = explainRest(parse({ path, text }), { now: [], before: [] }).map(({ shape }) => shape);
    assert.deepEqual(shapes, [
      'callback-alone',
      'callback-beside-delegation',
      'callback-in-inner-handler',
      'callback-in-inner-function',
      'callback-in-field',
      'handler-in-place',
      'handler-declared',
      'yield',
    ]);
  });
});
