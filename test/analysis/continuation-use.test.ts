import assert from 'node:assert/strict';
import type { Function as FunctionNode } from '@babel/types';
import { mayCallRepeatedly } from '../../analysis/continuation-use.js';
import { fileContext } from '../../analysis/file-context.js';
import { parse } from '../../syntax/parse.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';

/** Whether the first function of a text may call its callback more than once. */
function mayRepeat(text: string): boolean {
  const context = fileContext(parse({ path: 'a.js', text }));
  const functions: FunctionNode[] = [];
  walk(context.file.ast, { enter: (node) => void (isFunctionNode(node) && functions.push(node)) });
  return mayCallRepeatedly(context, functions[0]!);
}

describe('mayCallRepeatedly', () => {
  it('a callback in a coat of the file is called as often as the coat calls it', () => {
    const coat = 'function coat(cb) { return function (err) { cb(err); }; }';
    assert.equal(mayRepeat(`function f(cb) { var done = coat(cb); g(done); } ${coat}`), false);
    assert.equal(mayRepeat(`function f(cb) { var done = other(cb); g(done); } ${coat}`), true);
  });

  it('a function that wraps its own callback ends', () => {
    assert.equal(mayRepeat('function f(cb) { var done = f(cb); g(done); }'), true);
    assert.equal(
      mayRepeat('function f(cb) { var done = g(cb); } function g(cb) { var other = f(cb); h(other); }'),
      true,
    );
  });
});
