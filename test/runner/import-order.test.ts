import assert from 'node:assert/strict';
import { importOrder } from '../../runner/planning/import-order.js';

const order = (imports: Readonly<Record<string, readonly string[]>>) =>
  importOrder(Object.keys(imports), (path) => imports[path] ?? []);

describe('importOrder', () => {
  it('puts a file behind those that it imports', () => {
    assert.deepEqual(order({ main: ['a', 'b'], a: ['c'], b: ['c', 'fs'], c: [] }), [['c'], ['a'], ['b'], ['main']]);
  });

  it('keeps files together that import one another', () => {
    assert.deepEqual(order({ main: ['a'], a: ['b'], b: ['c', 'd'], c: ['a'], d: [] }), [
      ['d'],
      ['a', 'b', 'c'],
      ['main'],
    ]);
  });

  it('follows chains of any length', () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `f${index}`);
    const groups = importOrder(names, (path) => [`f${Number(path.slice(1)) + 1}`]);
    assert.equal(groups.length, names.length);
    assert.deepEqual(groups[0], ['f19999']);
  });
});
