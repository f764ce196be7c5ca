import type { Function as FunctionNode, Node, YieldExpression } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { keysOfCall } from './function-key.js';
import { isYield, waits } from './what-follows.js';

/**
 * What a generator has surely waited for before it comes to a call: it goes on inside of those callbacks.
 *
 * @returns undefined when it has waited for something that does not call back at once, or for nothing
 */
export function yieldedBefore(context: FileContext, block: FunctionNode, call: Node): string[] | undefined {
  const before = waitsBefore(context, block, call);
  const sure = before.filter((wait) => isOnTheWay(context, wait, call));
  const keys = sure.map((wait) => {
    const { argument } = wait as YieldExpression;
    return isYield(context, wait) && argument?.type === 'CallExpression' ? keysOfCall(context, argument) : [];
  });
  return before.length > 0 && keys.every((own) => own.length > 0) ? keys.flat() : undefined;
}

/** Where an async block may have waited before it comes to a call. */
export function waitsBefore(context: FileContext, block: FunctionNode, call: Node): Node[] {
  const found: Node[] = [];
  walk(block.body, {
    enter(node) {
      if (waits(context, node) && node.end! <= call.start!) found.push(node);
      return isFunctionNode(node) ? 'skip' : undefined;
    },
  });
  return found;
}

/** Whether a statement of a list around the call waits, and not only a branch of one. */
function isOnTheWay({ parents }: FileContext, wait: Node, call: Node): boolean {
  const around = new Set(parents.ancestors(call));
  let node = wait;
  for (const parent of parents.ancestors(wait)) {
    const isTest = parent.type === 'IfStatement' && parent.test === node;
    if (around.has(parent)) return isTest || parent.type === 'BlockStatement' || parent.type === 'SwitchCase';
    if (!isTest && /^(?:If|Switch|Try|For|While|DoWhile|Conditional|Logical)/.test(parent.type)) return false;
    node = parent;
  }
  return false;
}
