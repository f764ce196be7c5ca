import type { Function as FunctionNode, Node } from '@babel/types';
import type { Binding } from '../../syntax/scope.js';
import { isFunctionNode } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { initOf } from '../initial-value.js';
import { functionOfBinding } from '../local-function.js';
import { shimName } from '../shim-member.js';

/** The function that `engine(…)` of the shim makes an engine of. */
export function engineBody(context: FileContext, node: Node): FunctionNode | undefined {
  if (node.type !== 'CallExpression' || node.arguments.length !== 1) return undefined;
  if (shimName(context, node.callee, '') !== 'engine') return undefined;
  const body = node.arguments[0]!;
  const binding = body.type === 'Identifier' ? context.scopes.bindingOf(body) : undefined;
  if (binding) return functionOfBinding(context, binding);
  return isFunctionNode(body) ? body : undefined;
}

/** The same for a variable that is set to an engine once. */
export function engineOfBinding(context: FileContext, binding: Binding): FunctionNode | undefined {
  const init = initOf(context, binding);
  return init && engineBody(context, init);
}

/** Whether an expression is the function of a task: `load` of `Task(load, url)`. */
export function isTaskFunction(context: FileContext, node: Node): boolean {
  const link = context.parents.get(node);
  if (link?.key !== 'arguments' || link.index !== 0) return false;
  const { parent } = link;
  if (parent.type !== 'CallExpression' && parent.type !== 'NewExpression') return false;
  return /^(?:Node)?Task$/.test(shimName(context, parent.callee, '') ?? '');
}
