import type { Function as FunctionNode, MemberExpression, Node } from '@babel/types';
import { isFunctionNode } from '../../syntax/walk.js';
import { calleeName } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { functionOfBinding } from '../local-function.js';

/** The function that an argument of a call is, or a name of. */
export function functionGiven(context: FileContext, argument: Node): FunctionNode | undefined {
  const target = boundTarget(argument);
  if (isFunctionNode(target)) return target;
  const binding = target.type === 'Identifier' ? context.scopes.bindingOf(target) : undefined;
  return binding && functionOfBinding(context, binding);
}

/** `next` of `next.bind(this)`. */
export function boundTarget(node: Node): Node {
  const isBound =
    node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && calleeName(node) === 'bind';
  return isBound ? (node.callee as MemberExpression).object : node;
}
