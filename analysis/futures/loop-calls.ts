import type { Node } from '@babel/types';
import type { FileContext } from '../file-context.js';
import { shimName } from '../shim-member.js';
import { initOf } from '../initial-value.js';

/** Methods of the loop that call a function and wait for the future or promise it gives, with the function's position. */
const CALLING: Readonly<Record<string, number>> = {
  addCallback: 0,
  spawnCallback: 0,
  runSync: 0,
  callLater: 1,
  callAt: 1,
  addTimeout: 1,
};

/**
 * Whether an argument is a function that the loop is going to call: it waits for promises as it does for futures, and
 * logs their errors.
 */
export function isCalledByLoop(context: FileContext, argument: Node, specifier: string): boolean {
  const link = context.parents.get(argument);
  if (link?.key !== 'arguments') return false;
  const { parent } = link;
  if (parent.type === 'NewExpression')
    return link.index === 0 && shimName(context, parent.callee, specifier) === 'PeriodicCallback';
  if (parent.type !== 'CallExpression') return false;
  const method = loopMethod(context, parent.callee, specifier);
  return method !== undefined && CALLING[method] === link.index;
}

/** The name of the method, when an expression is a method of the loop. */
export function loopMethod(context: FileContext, callee: Node, specifier: string): string | undefined {
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return undefined;
  return isLoop(context, callee.object, specifier) ? callee.property.name : undefined;
}

/** `IOLoop.current()`, or a variable that always holds it. */
function isLoop(context: FileContext, node: Node, specifier: string): boolean {
  const binding = node.type === 'Identifier' ? context.scopes.bindingOf(node) : undefined;
  const value = binding ? initOf(context, binding) : node;
  if (value?.type !== 'CallExpression' || value.callee.type !== 'MemberExpression') return false;
  const { object, property } = value.callee;
  if (property.type !== 'Identifier' || !/^(?:current|instance)$/.test(property.name)) return false;
  return shimName(context, object, specifier) === 'IOLoop';
}
