import type { CallExpression, Function as FunctionNode } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { calleeName } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { keysOfCall } from './function-key.js';
import { isOwnArguments } from './own-arguments.js';

/** A call that gets all arguments of the function around, the callback among them, and the keys of what it calls. */
export interface HandedArguments {
  readonly call: CallExpression;
  readonly keys: readonly string[];
}

/** `return this.find.apply(this, arguments)`, `find(...args)`: what is called completes the function. */
export function handedArguments(context: FileContext, fn: FunctionNode): HandedArguments[] {
  const found: HandedArguments[] = [];
  walk(fn.body, {
    enter(node) {
      // Arrow functions have the arguments of the function around, but run at another time.
      if (isFunctionNode(node)) return 'skip';
      if (node.type === 'CallExpression' && getsArguments(context, node))
        found.push({ call: node, keys: keysOfCall(context, node) });
      return undefined;
    },
  });
  return found;
}

function getsArguments(context: FileContext, call: CallExpression): boolean {
  const last = call.arguments.at(-1);
  const isApplied =
    calleeName(call) === 'apply' && call.callee.type === 'MemberExpression' && call.arguments.length === 2;
  const handed = last?.type === 'SpreadElement' ? last.argument : isApplied ? last : undefined;
  return handed?.type === 'Identifier' && isOwnArguments(context, handed);
}
