import type { Node, Statement } from '@babel/types';
import { calleeName } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { shimHelper } from './function-key.js';

export const isLoop = ({ type }: Node): boolean => /^(?:For|While|DoWhile)/.test(type);

/** `return f(cb)`, or `f(cb); … return;`: the statements further out do not follow. */
export function isLeft(parent: Node, node: Node): boolean {
  if (parent.type === 'ReturnStatement' || parent.type === 'ThrowStatement') return true;
  const list = parent.type === 'BlockStatement' ? parent.body : parent.type === 'SwitchCase' ? parent.consequent : [];
  return list
    .slice(list.indexOf(node as Statement) + 1)
    .some(({ type }) => type === 'ReturnStatement' || type === 'ThrowStatement');
}

/** The statements after one, as far as a `return` lets them run. */
function reached(list: readonly Statement[], node: Node): readonly Statement[] {
  const later = list.slice(list.indexOf(node as Statement) + 1);
  const end = later.findIndex(({ type }) => type === 'ReturnStatement' || type === 'ThrowStatement');
  return end < 0 ? later : later.slice(0, end + 1);
}

const isEffective = (statement: Statement): boolean =>
  statement.type !== 'FunctionDeclaration' &&
  statement.type !== 'BreakStatement' &&
  !(statement.type === 'ReturnStatement' && !statement.argument);

/** `items.forEach(function (item) { … })`: a loop as well. */
export function isIteration(context: FileContext, fn: Node): boolean {
  const link = context.parents.get(fn);
  if (link?.parent.type !== 'CallExpression' || link.key !== 'arguments') return false;
  return link.parent.callee.type === 'MemberExpression' && /^(?:forEach|map)$/.test(calleeName(link.parent));
}

/** `await …`, and `yield task(…)` of a generator that the shim resumes inside of the callback. */
export const waits = (context: FileContext, node: Node): boolean =>
  node.type === 'AwaitExpression' || isYield(context, node);

export const isYield = (context: FileContext, node: Node): boolean =>
  node.type === 'YieldExpression' &&
  node.argument?.type === 'CallExpression' &&
  shimHelper(context, node.argument) === 'task';

/** The statements that run behind one of a list, and do something. */
export function statementsBehind(parent: Node, node: Node): readonly Statement[] {
  const list =
    parent.type === 'BlockStatement' || parent.type === 'Program'
      ? parent.body
      : parent.type === 'SwitchCase'
        ? parent.consequent
        : [];
  return list.length === 0 ? [] : reached(list, node).filter(isEffective);
}
