import type { Function as FunctionNode, Node } from '@babel/types';
import { isFunctionNode } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { functionOfBinding } from '../local-function.js';
import { moduleOf } from '../module-binding.js';

const wrappers = new Set(['co.wrap', 'bluebird.coroutine', 'bluebird.method', 'q.async']);

/** The function that `co.wrap(…)`, `Promise.coroutine(…)` or the like makes a function of that gives promises. */
export function runnerBody(context: FileContext, node: Node): FunctionNode | undefined {
  if (node.type !== 'CallExpression' || node.arguments.length !== 1) return undefined;
  const module = moduleOf(context, node.callee);
  if (!module || !wrappers.has(`${module.specifier}.${module.member}`)) return undefined;
  const [body] = node.arguments;
  const binding = body!.type === 'Identifier' ? context.scopes.bindingOf(body) : undefined;
  if (binding) return functionOfBinding(context, binding);
  return isFunctionNode(body) ? body : undefined;
}
