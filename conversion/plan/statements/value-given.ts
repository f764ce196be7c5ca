import type { Expression, Statement } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import type { Binding } from '../../../syntax/scope.js';

/** The value that `done = true;` gives to a variable; nothing for another statement. */
export function valueGiven(
  { scopes }: FileContext,
  statement: Statement | undefined,
  variable: Binding,
): Expression | undefined {
  if (statement?.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression')
    return undefined;
  const { left, operator, right } = statement.expression;
  return operator === '=' && left.type === 'Identifier' && scopes.bindingOf(left) === variable ? right : undefined;
}
