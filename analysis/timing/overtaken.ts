import type { CallExpression, NewExpression, Node } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { isShimBody } from './shim-body.js';
import { isEffective, isIteration, isLeft, isLoop, isYield, reached } from './what-follows.js';

/** Whether any statement of the same function runs after a call, or the call again. */
export function isOvertaken(context: FileContext, call: CallExpression | NewExpression): boolean {
  let node: Node = call;
  let wasYielded = false;
  for (const parent of context.parents.ancestors(call)) {
    if (isFunctionNode(parent)) {
      if (!isShimBody(context, parent)) return isIteration(context, parent);
      // What stands behind a `yield` is what the callback was.
      if (!wasYielded || throwsItself(parent)) return true;
      wasYielded = false;
      node = parent;
      continue;
    }
    if (isYield(context, parent)) wasYielded = true;
    if (wasYielded) {
      node = parent;
      continue;
    }
    const list = parent.type === 'BlockStatement' || parent.type === 'Program' ? parent.body : [];
    const rest = parent.type === 'SwitchCase' ? parent.consequent : list;
    if (isLoop(parent) || reached(rest, node).some(isEffective)) return true;
    if (isLeft(parent, node)) return false;
    node = parent;
  }
  return false;
}

export function throwsItself(argument: Node): boolean {
  if (!isFunctionNode(argument)) return false;
  let found = false;
  walk(argument.body, {
    enter(node) {
      if (node.type === 'ThrowStatement') found = true;
      return isFunctionNode(node) ? 'skip' : undefined;
    },
  });
  return found;
}
