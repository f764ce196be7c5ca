import type { CallExpression, Expression, Identifier, Node, SpreadElement, Statement } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import { fieldBindingOf, nameIn } from '../../../analysis/methods/callback-field.js';
import { calledMember } from '../../../analysis/member-continuation.js';
import { statementCall } from '../../../analysis/operations/operation.js';
import { isDirectCall } from '../../../syntax/direct-call.js';
import type { Binding } from '../../../syntax/scope.js';

import { isNullish } from '../../../analysis/expression-truth.js';
import { testedName } from '../statements/tested-name.js';

export { isNullish, isTruthyExpression } from '../../../analysis/expression-truth.js';

/** A call of the enclosing function's own continuation. */
export interface Completion {
  readonly call: CallExpression;
  readonly returned: boolean;
  /** True for `cb && cb(…)`, `typeof cb === 'function' && cb(…)`, `cb ? cb(…) : undefined` and `cb?.(…)`: a missing continuation was tolerated. */
  readonly optional: boolean;
}

/** Reads a statement as a completion: `cb(…)`, `return cb(…)`, `cb && cb(…)`, `cb?.(…)`, `return void cb(…)`. */
export function matchCompletion(
  context: FileContext,
  statement: Statement,
  isContinuation: (binding: Binding) => boolean,
): Completion | undefined {
  const plain = statementCall(statement);
  if (plain && callsContinuation(context, plain.call, isContinuation)) return { ...plain, optional: false };
  const perhaps = optionalCall(statement);
  if (perhaps && callsContinuation(context, perhaps.call, isContinuation)) return { ...perhaps, optional: true };
  const value = guardedCall(statement);
  if (!value) return undefined;
  const { right } = value;
  const left = testedName(value.left);
  if (!left || right.type !== 'CallExpression' || !callsContinuation(context, right, isContinuation)) return undefined;
  if (context.scopes.bindingOf(left) !== context.scopes.bindingOf(right.callee as typeof left)) return undefined;
  return { call: right, returned: statement.type === 'ReturnStatement', optional: true };
}

/** `cb?.(err);`, `return cb?.(null, value);` */
function optionalCall(statement: Statement): { call: CallExpression; returned: boolean } | undefined {
  const returned = statement.type === 'ReturnStatement';
  const value =
    statement.type === 'ExpressionStatement' ? statement.expression : returned ? statement.argument : undefined;
  return value?.type === 'OptionalCallExpression' && isDirectCall(value) ? { call: value, returned } : undefined;
}

function guardedCall(statement: Statement): { left: Expression; right: Expression } | undefined {
  const value =
    statement.type === 'ExpressionStatement'
      ? statement.expression
      : statement.type === 'ReturnStatement'
        ? statement.argument
        : undefined;
  if (value?.type === 'ConditionalExpression' && isNothing(value.alternate))
    return { left: value.test, right: value.consequent };
  if (value?.type !== 'LogicalExpression' || value.operator !== '&&') return undefined;
  return { left: value.left, right: value.right };
}

/** `undefined`, `null` or `false`, which a function gives back that calls nobody. */
const isNothing = (value: Expression): boolean => isNullish(value) || (value.type === 'BooleanLiteral' && !value.value);

function callsContinuation(
  context: FileContext,
  call: CallExpression,
  isContinuation: (binding: Binding) => boolean,
): boolean {
  const { callee } = call;
  const binding =
    callee.type === 'Identifier'
      ? context.scopes.bindingOf(callee)
      : callee.type === 'MemberExpression'
        ? (fieldBindingOf(callee) ?? calledMember(context, callee))
        : undefined;
  return binding !== undefined && isContinuation(binding);
}

/**
 * The identifier by which a completion reaches its continuation: `cb` of `cb(err)`, `req` of `req.callback(err)`,
 * `callback` of `this.callback(err)`.
 */
export function calledIdentifier({ callee }: CallExpression): Identifier {
  if (callee.type === 'MemberExpression' && fieldBindingOf(callee)) return nameIn(callee);
  return (callee.type === 'MemberExpression' ? callee.object : callee) as Identifier;
}

export const hasSpread = (args: readonly (Expression | SpreadElement | Node)[]): boolean =>
  args.some((argument) => argument.type === 'SpreadElement' || argument.type === 'ArgumentPlaceholder');
