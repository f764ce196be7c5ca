import assert from 'node:assert/strict';
import { leavesWithoutCallback } from '../../../analysis/timing/leaves-without-callback.js';
import { contextOf, nodeOf } from '../../support/node-of.js';

/** Whether a function with a body before `read(key)` leaves without its callback there. */
function leaves(before: string, after = ''): boolean {
  const text = `function load(key, cb) { ${before} read(key); ${after} }`;
  const context = contextOf(text);
  const fn = nodeOf(context, 'FunctionDeclaration', text);
  return leavesWithoutCallback(context, fn, nodeOf(context, 'CallExpression', 'read(key)'));
}

describe('leavesWithoutCallback', () => {
  it('tests of a missing callback that return or throw', () => {
    assert.ok(leaves('if (!cb) return readSync(key);'));
    assert.ok(leaves('if (!cb) { log(key); return; }'));
    assert.ok(leaves("if (!cb) throw new Error('no callback');"));
    assert.ok(leaves("if (!cb) { throw new Error('no callback'); }"));
    assert.ok(leaves("if (typeof cb !== 'function') return;"));
    assert.ok(leaves("if (typeof cb != 'function') return;"));
    assert.ok(leaves('if (cb === undefined) return;'));
    assert.ok(leaves('if (cb == undefined) return;'));
    assert.ok(leaves('if (cb == null) return;'));
  });

  it('tests that let nobody through who has no callback, beside something else', () => {
    assert.ok(leaves('if (!cb || !key) return;'));
    assert.ok(leaves('if (key.empty || !cb) return;'));
    assert.ok(leaves("if (isClosed || key === '' || typeof cb !== 'function') return;"));
    assert.ok(!leaves('if (!cb && !key) return;'));
    assert.ok(!leaves('if (key ?? !cb) return;'));
  });

  it('tests of something else', () => {
    assert.ok(!leaves(''));
    assert.ok(!leaves('if (cb) return;'));
    assert.ok(!leaves('if (-cb) return;'));
    assert.ok(!leaves('if (!key) return;'));
    assert.ok(!leaves('if (!key.cb) return;'));
    assert.ok(!leaves("if (typeof cb !== 'object') return;"));
    assert.ok(!leaves('if (typeof cb !== object) return;'));
    assert.ok(!leaves("if (typeof cb === 'function') return;"));
    assert.ok(!leaves("if (cb !== 'function') return;"));
    assert.ok(!leaves("if (-cb !== 'function') return;"));
    assert.ok(!leaves('if (cb !== undefined) return;'));
    assert.ok(!leaves('if (cb != null) return;'));
    assert.ok(!leaves('if (cb === key) return;'));
    assert.ok(!leaves('if (cb === 0) return;'));
    assert.ok(!leaves('if (cb >= undefined) return;'));
  });

  it('an undefined callback is not null', () => {
    assert.ok(!leaves('if (cb === null) return;'));
  });

  it('branches that go on', () => {
    assert.ok(!leaves('if (!cb) log(key);'));
    assert.ok(!leaves('if (!cb) { log(key); }'));
    assert.ok(!leaves('if (!cb) {}'));
  });

  it('a test behind the place', () => {
    assert.ok(!leaves('', 'if (!cb) return;'));
  });

  it('a callback that is set behind the test may be missing again, one that is set before is not', () => {
    assert.ok(!leaves('if (!cb) return; cb = undefined;'));
    assert.ok(!leaves('if (!cb) return;', 'cb = undefined;'));
    assert.ok(leaves('cb = cb || key.cb; if (!cb) return;'));
    assert.ok(leaves('var done = cb || key.cb; if (!done) return;', 'done();'));
  });

  it('what is no callback of the function is not asked for', () => {
    assert.ok(!leaves('var row = find(key); if (!row) return;'));
  });

  it('the callback of a function around it', () => {
    const text = 'function load(key, cb) { each(function (row) { if (!cb) return; read(row); }); }';
    const context = contextOf(text);
    const inner = nodeOf(context, 'FunctionExpression', 'function (row) { if (!cb) return; read(row); }');
    assert.ok(leavesWithoutCallback(context, inner, nodeOf(context, 'CallExpression', 'read(row)')));
  });

  it('an expression has no tests in front', () => {
    const context = contextOf('const load = (key, cb) => cb(read(key));');
    const fn = nodeOf(context, 'ArrowFunctionExpression', '(key, cb) => cb(read(key))');
    assert.ok(!leavesWithoutCallback(context, fn, nodeOf(context, 'CallExpression', 'read(key)')));
  });
});
