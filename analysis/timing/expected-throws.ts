import type { CallExpression, CatchClause, Node } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { statementCall } from '../operation.js';
import { keysOfCall, passesCallback, shimHelper } from './function-key.js';

/** `assert.throws(…)`, `expect(…).toThrow()`, `(…).should.throw()`. */
const EXPECTING = /^(?:throws|throw|Throw|throwError|toThrow\w*)$/;

/**
 * The keys of functions that tests expect to throw before they return, or whose calls stand in a `try`: there an exception is not an
 * error given later.
 */
export function expectedThrows(context: FileContext): Set<string> {
  const keys = new Set<string>();
  walk(context.file.ast, {
    enter(node) {
      if (node.type === 'TryStatement' && node.handler)
        caughtCalls(context, node.block, node.handler).forEach((key) => keys.add(key));
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

/** Whether a call asserts that something throws. */
export const expectsThrow = ({ callee }: CallExpression): boolean =>
  callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && EXPECTING.test(callee.property.name);

/** What a call calls; of `load.bind(null, 5)` the function that will be called. */
export function called(context: FileContext, call: CallExpression): string[] {
  const { callee } = call;
  const isBound = callee.type === 'MemberExpression' && (callee.property as { name?: string }).name === 'bind';
  const target: Node = isBound ? callee.object : callee;
  if (isFunctionNode(target)) return [];
  return keysOfCall(context, isBound ? { ...call, callee: callee.object } : call);
}

/** What is called with a callback in a `try` block, unless that callback gets what is caught. */
function caughtCalls(context: FileContext, block: Node, handler: CatchClause): string[] {
  const keys: string[] = [];
  walk(block, {
    enter(node, parent) {
      if (isFunctionNode(node)) return 'skip';
      if (node.type !== 'CallExpression' || parent?.type === 'AwaitExpression') return undefined;
      if (passesCallback(context, node) && !shimHelper(context, node) && !isPassedOn(node, handler))
        keys.push(...keysOfCall(context, node));
      return undefined;
    },
  });
  return keys;
}

/** `try { parse(text, cb); } catch (e) { cb(e); }` */
function isPassedOn({ arguments: args }: CallExpression, { param, body }: CatchClause): boolean {
  const [only, ...others] = body.body;
  const call = only && others.length === 0 ? statementCall(only)?.call : undefined;
  const [error, ...more] = call?.arguments ?? [];
  if (call?.callee.type !== 'Identifier' || error?.type !== 'Identifier' || more.length > 0) return false;
  const { name } = call.callee;
  const isCaught = param?.type === 'Identifier' && param.name === error.name;
  return isCaught && args.some((argument) => argument.type === 'Identifier' && argument.name === name);
}
