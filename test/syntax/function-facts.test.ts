import assert from 'node:assert/strict';
import type { Function as FunctionNode } from '@babel/types';
import { containsAwait, containsYield, usesArguments, usesThis } from '../../syntax/function-facts.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { parseText } from './helpers.js';

/** The first function of a text. */
function fn(text: string): FunctionNode {
  let found: FunctionNode | undefined;
  walk(parseText(text).ast, {
    enter(node) {
      if (isFunctionNode(node)) found ??= node;
    },
  });
  assert.ok(found);
  return found;
}

describe('function facts', () => {
  const cases: [string, (node: FunctionNode) => boolean, string, boolean][] = [
    ['this directly', usesThis, 'function f() { return this.a }', true],
    ['this through arrows', usesThis, 'function f() { g(() => ({ a: () => this })) }', true],
    ['this of a nested function', usesThis, 'function f() { return function () { return this } }', false],
    ['super and new.target', usesThis, 'function f() { return () => new.target }', true],
    ['this in a default', usesThis, 'function f(a = this) {}', true],
    ['this of a class field', usesThis, 'function f() { return class { a = () => this; static { this.b } } }', false],
    ['this in a computed key', usesThis, 'function f() { return class { [this.a]() {} } }', true],
    ['arguments', usesArguments, 'function f() { g(() => arguments.length) }', true],
    ['arguments in shorthand', usesArguments, 'function f() { return { arguments } }', true],
    ['a property called arguments', usesArguments, 'function f(a) { return a.arguments + { arguments: 1 } }', false],
    [
      'arguments of a nested function',
      usesArguments,
      'function f() { return function () { return arguments } }',
      false,
    ],
    ['await', containsAwait, 'async function f() { if (a) await b }', true],
    ['await in an arrow', containsAwait, 'async function f() { return async () => await b }', false],
    ['for await', containsAwait, 'async function f() { for await (const a of b) c(a) }', true],
    ['yield', containsYield, 'function* f() { a(yield b) }', true],
    ['yield of a nested generator', containsYield, 'function* f() { return function* () { yield b } }', false],
  ];
  for (const [title, fact, text, expected] of cases) {
    it(`${title}: ${expected ? 'yes' : 'no'}`, () => assert.equal(fact(fn(text)), expected));
  }
});
