import assert from 'node:assert/strict';
import { asidesOf } from './model/asides.js';
import type { Program } from './model/program.js';
import type { Site } from './render/place.js';

const site = (key: string, callee: string): Site => ({ key, tags: [`callee: ${callee}`], obstacles: new Set() });
const call = (id: number) => ({ kind: 'ops', id, pick: 0, values: [] });

/** A function that starts an operation nobody waits for: its handler does `plain`, and goes on with `tail`. */
const functions = (plain: unknown[], tail: unknown): Program['functions'] => {
  const handler = { block: { plain, tail }, failure: { plain: [], tail: { kind: 'nothing' } } };
  const block = { plain: [{ kind: 'start', call: call(1), handler }], tail: { kind: 'operation', call: call(9) } };
  return [{ name: 'load', block }] as unknown as Program['functions'];
};

describe('what callbacks of random programs do that nobody waits for', () => {
  const inner = functions([{ kind: 'effect', id: 2, values: [] }], { kind: 'operation', call: call(3) });

  it('are their effects and the operations that they start, not the operation that led to them', () => {
    const sites = [site('k1', 'function'), site('k3', 'fs'), site('k9', 'function')];
    assert.deepEqual([...asidesOf(inner, sites)!], [2, 3]);
  });

  it('cannot be told where they call a function of the program, or what calls back at once', () => {
    for (const callee of ['function', 'cached'])
      assert.equal(asidesOf(inner, [site('k1', 'ops'), site('k3', callee)]), undefined);
  });

  it('are none where all callbacks are waited for', () => {
    const [fn] = inner;
    assert.equal(asidesOf([{ ...fn!, block: { ...fn!.block, plain: [] } }], []), undefined);
  });
});
