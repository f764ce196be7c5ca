import type { Function as FunctionNode } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';

/** `(cb) => setTimeout(cb, 100)`: a function that only hands its callback to a timer, which calls it with nothing. */
export function isTimerThunk(context: FileContext, fn: FunctionNode): boolean {
  const [parameter, ...others] = fn.params;
  if (parameter?.type !== 'Identifier' || others.length > 0 || fn.async || fn.generator) return false;
  const statement = fn.body.type === 'BlockStatement' ? fn.body.body : undefined;
  if (statement && (statement.length !== 1 || (fn.body.type === 'BlockStatement' && fn.body.directives.length > 0)))
    return false;
  const only = statement?.[0];
  const body =
    only?.type === 'ExpressionStatement' ? only.expression : only?.type === 'ReturnStatement' ? only.argument : fn.body;
  if (body?.type !== 'CallExpression' || body.callee.type !== 'Identifier') return false;
  if (!/^(?:setTimeout|setImmediate)$/.test(body.callee.name) || context.scopes.bindingOf(body.callee)) return false;
  const [callback, ...rest] = body.arguments;
  const binding = context.scopes.bindingOf(parameter);
  if (callback?.type !== 'Identifier' || context.scopes.bindingOf(callback) !== binding) return false;
  if (context.scopes.lookup(context.scopes.scopeOf(fn), 'Promise')) return false;
  // What follows the delay, or the function of `setImmediate`, is passed to the callback.
  return binding?.references.length === 1 && rest.length <= (body.callee.name === 'setTimeout' ? 1 : 0);
}
