import assert from 'node:assert/strict';
import { toPlain } from '../../runner/to-plain.js';

describe('toPlain', () => {
  it('makes JSON of sets, maps, expressions, big integers and cycles, and leaves functions out', () => {
    const shared = { name: 'shared' };
    const node: Record<string, unknown> = { list: [shared, shared], set: new Set(['a']), map: new Map([[1, shared]]) };
    Object.assign(node, { self: node, expression: /x/g, big: 3n, call: () => 1, nothing: undefined, none: null });
    assert.deepEqual(JSON.parse(JSON.stringify(toPlain(node))), {
      list: [shared, shared],
      set: ['a'],
      map: { 1: shared },
      self: '[circular]',
      expression: '/x/g',
      big: '3n',
      none: null,
    });
  });
});
