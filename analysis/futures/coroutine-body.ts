import type { Function as FunctionNode, Node } from '@babel/types';
import type { Binding } from '../../syntax/scope.js';
import { isFunctionNode } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { initOf } from '../initial-value.js';
import { functionOfBinding } from '../local-function.js';
import { shimName } from '../shim-member.js';

/**
 * The function that `coroutine(…)` of the shim makes a coroutine of.
 *
 * @param specifier what the run calls the shim
 */
export function coroutineBody(context: FileContext, node: Node, specifier = ''): FunctionNode | undefined {
  if (node.type !== 'CallExpression' || node.arguments.length !== 1) return undefined;
  if (shimName(context, node.callee, specifier) !== 'coroutine') return undefined;
  const body = unbound(node.arguments[0]!);
  const binding = body.type === 'Identifier' ? context.scopes.bindingOf(body) : undefined;
  if (binding) return functionOfBinding(context, binding);
  return isFunctionNode(body) ? body : undefined;
}

/** The function of `function () { … }.bind(this)`. */
function unbound(node: Node): Node {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return node;
  const { object, property } = node.callee;
  return isFunctionNode(object) && property.type === 'Identifier' && property.name === 'bind' ? object : node;
}

/** The same for a variable that is set to a coroutine once. */
export function coroutineOfBinding(context: FileContext, binding: Binding): FunctionNode | undefined {
  const init = initOf(context, binding);
  return init && coroutineBody(context, init);
}

/** `coroutine(function …)`, or with a `.bind(…)` between. */
function isWrapped(context: FileContext, fn: FunctionNode): boolean {
  const near = [...context.parents.ancestors(fn)].slice(0, 3);
  return near.some((ancestor) => coroutineBody(context, ancestor) === fn);
}

/** Whether a function gives a promise or, under `coroutine`, a future. */
export function givesFuture(context: FileContext, fn: FunctionNode): boolean {
  if (fn.async && !fn.generator) return true;
  if (isWrapped(context, fn)) return true;
  const binding = 'id' in fn && fn.id ? context.scopes.bindingOf(fn.id) : undefined;
  const [only, ...others] = binding?.references ?? [];
  const user = only && others.length === 0 ? context.parents.get(only.identifier)?.parent : undefined;
  return user !== undefined && coroutineBody(context, user) === fn;
}
