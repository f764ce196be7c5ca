import type { CallExpression, Node } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { keysOfCall } from './function-key.js';

/** `assert.throws(…)`, `expect(…).toThrow()`, `(…).should.throw()`. */
const EXPECTING = /^(?:throws|throw|Throw|throwError|toThrow\w*)$/;

/** The keys of functions that tests expect to throw before they return: there an exception is not an error given later. */
export function expectedThrows(context: FileContext): Set<string> {
  const keys = new Set<string>();
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'CallExpression' || !expectsThrow(node)) return;
      walk(node, {
        enter(inner) {
          if (inner.type === 'CallExpression' && inner !== node) called(context, inner).forEach((key) => keys.add(key));
        },
      });
    },
  });
  return keys;
}

const expectsThrow = ({ callee }: CallExpression): boolean =>
  callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && EXPECTING.test(callee.property.name);

/** What a call calls; of `load.bind(null, 5)` the function that will be called. */
function called(context: FileContext, call: CallExpression): string[] {
  const { callee } = call;
  const isBound = callee.type === 'MemberExpression' && (callee.property as { name?: string }).name === 'bind';
  const target: Node = isBound ? callee.object : callee;
  if (isFunctionNode(target)) return [];
  return keysOfCall(context, isBound ? { ...call, callee: callee.object } : call);
}
