import assert from 'node:assert/strict';
import { isReserved, uniqueName } from '../../syntax/names.js';

describe('names', () => {
  const free =
    (...taken: string[]) =>
    (base: string) =>
      uniqueName(base, (name) => taken.includes(name));

  it('counts from 2', () => {
    assert.equal(free()('data'), 'data');
    assert.equal(free('data')('data'), 'data2');
    assert.equal(free('data', 'data2')('data'), 'data3');
    assert.equal(free('v1')('v1'), 'v1_2');
  });

  it('never gives a reserved word, nor one that async code reserves', () => {
    assert.equal(free()('class'), 'class_');
    assert.equal(free()('await'), 'await_');
    assert.equal(free('default_')('default'), 'default_2');
    assert.equal(free()('arguments'), 'arguments_');
  });

  it('makes a name out of any text', () => {
    assert.equal(free()('user-id'), 'user_id');
    assert.equal(free()('2nd'), '_2nd');
    assert.equal(free()(''), '_');
    assert.equal(free()('größe'), 'größe');
  });

  it('tells what strict code reserves', () => {
    assert.equal(isReserved('static', 'script'), false);
    assert.equal(isReserved('static', 'module'), true);
    assert.equal(isReserved('await', 'module'), true);
    assert.equal(isReserved('if', 'script'), true);
  });
});
