import type { CallExpression, Node, TryStatement } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { isTestFile } from '../test-file.js';
import { isAssertion } from './can-tell.js';
import { called, expectsThrow } from './expected-throws.js';
import { keysOfCall, passesCallback } from './function-key.js';

/** The keys of functions of which tests assert that they throw before they return. */
export function assertedThrows(context: FileContext): Set<string> {
  const keys = new Set<string>();
  const isTest = isTestFile(context.file.source.path);
  walk(context.file.ast, {
    enter(node) {
      if (node.type === 'TryStatement' && isTest && looksAtError(node))
        callsIn(node.block).forEach((call) => keysOfCaught(context, call).forEach((key) => keys.add(key)));
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

/** `try { load(5, callback); } catch (err) { expect(err.message).to.equal('…'); }` */
const looksAtError = ({ handler }: TryStatement): boolean =>
  handler?.param != null && callsIn(handler.body).some(isAssertion);

/** The calls of a block itself, without those of the functions in it. */
function callsIn(block: Node): CallExpression[] {
  const calls: CallExpression[] = [];
  walk(block, {
    enter(node) {
      if (isFunctionNode(node)) return 'skip';
      if (node.type === 'CallExpression') calls.push(node);
      return undefined;
    },
  });
  return calls;
}

const keysOfCaught = (context: FileContext, call: CallExpression): string[] =>
  passesCallback(context, call) && context.parents.get(call)?.parent.type !== 'AwaitExpression'
    ? keysOfCall(context, call)
    : [];
