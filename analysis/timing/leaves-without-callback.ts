import type { Function as FunctionNode, Node, Statement } from '@babel/types';
import { isFunctionNode } from '../../syntax/walk.js';
import type { Binding } from '../../syntax/scope.js';
import { continuationsOf } from '../continuation.js';
import type { FileContext } from '../file-context.js';

/**
 * `if (!cb) return this.readSync();` in front of a place in a function: what follows runs for those alone who give a callback,
 * that function or one around it.
 *
 * @param place a node in the function, outside of the functions in it
 */
export function leavesWithoutCallback(context: FileContext, fn: FunctionNode, place: Node): boolean {
  if (fn.body.type !== 'BlockStatement') return false;
  return fn.body.body.some((statement) => {
    if (statement.type !== 'IfStatement' || statement.end! > place.start! || !leaves(statement.consequent))
      return false;
    const binding = missingIn(context, statement.test);
    // `cb = undefined` behind the test would be one that is missing again.
    const isKept = binding?.references.every(
      ({ kind, identifier }) => kind === 'read' || identifier.end! <= statement.start!,
    );
    return binding !== undefined && isKept === true && isCallbackAround(context, fn, binding);
  });
}

function isCallbackAround(context: FileContext, fn: FunctionNode, binding: Binding): boolean {
  const isOf = (node: Node): boolean =>
    isFunctionNode(node) && continuationsOf(context, node).some(({ names }) => names.has(binding));
  return isOf(fn) || [...context.parents.ancestors(fn)].some(isOf);
}

/** The variable of `!cb`, `typeof cb !== 'function'`, `cb === undefined`, and of any of them beside something else. */
function missingIn(context: FileContext, test: Node): Binding | undefined {
  if (test.type === 'LogicalExpression' && test.operator === '||')
    return missingIn(context, test.left) ?? missingIn(context, test.right);
  const name =
    test.type === 'UnaryExpression' && test.operator === '!'
      ? test.argument
      : test.type === 'BinaryExpression'
        ? comparedName(test)
        : undefined;
  return name?.type === 'Identifier' ? context.scopes.bindingOf(name) : undefined;
}

function comparedName({ operator, left, right }: Node & { type: 'BinaryExpression' }): Node | undefined {
  if (/^!==?$/.test(operator)) {
    const isFunction = right.type === 'StringLiteral' && right.value === 'function';
    return isFunction && left.type === 'UnaryExpression' && left.operator === 'typeof' ? left.argument : undefined;
  }
  if (!/^===?$/.test(operator)) return undefined;
  const isNothing =
    (right.type === 'Identifier' && right.name === 'undefined') || (right.type === 'NullLiteral' && operator === '==');
  return isNothing ? left : undefined;
}

function leaves(branch: Statement): boolean {
  const last = branch.type === 'BlockStatement' ? branch.body.at(-1) : branch;
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
}
