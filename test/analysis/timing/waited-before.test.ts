import assert from 'node:assert/strict';
import { waitsBefore, yieldedBefore } from '../../../analysis/timing/waited-before.js';
import { contextOf, nodeOf } from '../../support/node-of.js';

const SHIM = "const { task } = require('coshift-shim'); ";

/** What a generator with a body has surely waited for before it comes to `cb()`, by method names. */
function yielded(body: string): string[] | undefined {
  const text = `function* () { ${body} }`;
  const context = contextOf(`${SHIM} run(${text});`);
  return yieldedBefore(context, nodeOf(context, 'FunctionExpression', text), nodeOf(context, 'CallExpression', 'cb()'));
}

/** How many waits an async body has before it comes to `cb()`. */
function waits(body: string): number {
  const text = `async () => { ${body} }`;
  const context = contextOf(`${SHIM} run(${text});`);
  const block = nodeOf(context, 'ArrowFunctionExpression', text);
  return waitsBefore(context, block, nodeOf(context, 'CallExpression', 'cb()')).length;
}

const GET = "yield task.method(store, 'get', 1);";
const PUT = "yield task.method(store, 'put', 1);";

describe('yieldedBefore', () => {
  it('what stands in front of the call', () => {
    assert.deepEqual(yielded(`${GET} cb();`), ['get']);
    assert.deepEqual(yielded(`${GET} ${PUT} cb();`), ['get', 'put']);
    assert.deepEqual(yielded(`${GET} if (a) { while (b) { cb(); } }`), ['get']);
    assert.deepEqual(yielded(`const a = ${GET} cb();`), ['get']);
  });

  it('nothing, or behind the call only', () => {
    assert.equal(yielded('cb();'), undefined);
    assert.equal(yielded(`cb(); ${GET}`), undefined);
    assert.equal(yielded(`run(function* () { ${GET} }); cb();`), undefined);
  });

  it('what is waited for in a branch may not have been', () => {
    assert.deepEqual(yielded(`if (a) { ${GET} } cb();`), []);
    assert.deepEqual(yielded(`${GET} if (a) { ${PUT} } cb();`), ['get']);
    assert.deepEqual(yielded(`if (a) ${GET} cb();`), []);
    assert.deepEqual(yielded(`for (const b of list) { ${GET} } cb();`), []);
    assert.deepEqual(yielded(`while (a) { ${GET} } cb();`), []);
    assert.deepEqual(yielded(`do { ${GET} } while (a); cb();`), []);
    assert.deepEqual(yielded(`try { ${GET} } catch {} cb();`), []);
    assert.deepEqual(yielded(`switch (a) { case 1: ${GET} } cb();`), []);
    assert.deepEqual(yielded(`const b = a ? (${GET.slice(0, -1)}) : 1; cb();`), []);
    assert.deepEqual(yielded(`const b = a && (${GET.slice(0, -1)}); cb();`), []);
    assert.deepEqual(yielded(`if (a) { ${GET} } else { cb(); }`), []);
  });

  it('the test of a branch has been waited for', () => {
    assert.deepEqual(yielded(`if (${GET.slice(0, -1)}) { cb(); }`), ['get']);
    assert.deepEqual(yielded(`if (${GET.slice(0, -1)}) { a(); } cb();`), ['get']);
  });

  it('statements of the case that the call stands in', () => {
    assert.deepEqual(yielded(`switch (a) { case 1: ${GET} cb(); }`), ['get']);
    assert.deepEqual(yielded(`switch (a) { case 1: ${GET} break; case 2: cb(); }`), []);
  });

  it('a wait for something unknown', () => {
    assert.equal(yielded('yield task(make(), 1); cb();'), undefined);
    assert.equal(yielded(`yield task(make(), 1); ${GET} cb();`), undefined);
  });
});

describe('waitsBefore', () => {
  it('counts waits in front of the call, in branches, too', () => {
    assert.equal(waits('await a(); if (b) await c(); cb(); await d();'), 2);
  });

  it('does not count those of functions inside', () => {
    assert.equal(waits('run(async () => { await a(); }); cb();'), 0);
  });

  it('a wait that the call stands in has not ended', () => {
    assert.equal(waits('await a(cb());'), 0);
  });
});
