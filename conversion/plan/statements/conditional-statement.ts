import type { ConditionalExpression, Expression, IfStatement, Statement } from '@babel/types';
import { completionIn, operationIn } from './relevance.js';
import type { Region } from '../regions/region.js';

/**
 * Reads `return err ? cb(err) : cb(null, v)` as the `if` that it stands for.
 *
 * @returns a node that is not in the tree; its branches have the places of the expressions
 */
export function conditionalStatement(region: Region, statement: Statement): IfStatement | undefined {
  const conditional = conditionalOf(statement);
  if (!conditional || region.mode.kind !== 'callback') return undefined;
  const consequent = branch(statement, conditional.consequent);
  const alternate = branch(statement, conditional.alternate);
  const completes = (part: Statement): boolean =>
    completionIn(region, part) ||
    operationIn(region, part) !== undefined ||
    conditionalStatement(region, part) !== undefined;
  if (!completes(consequent) || !completes(alternate)) return undefined;
  const { start, end } = statement;
  return { type: 'IfStatement', test: conditional.test, consequent, alternate, start, end };
}

function conditionalOf(statement: Statement): ConditionalExpression | undefined {
  const value =
    statement.type === 'ReturnStatement'
      ? statement.argument
      : statement.type === 'ExpressionStatement'
        ? statement.expression
        : undefined;
  return value?.type === 'ConditionalExpression' ? value : undefined;
}

function branch({ type }: Statement, value: Expression): Statement {
  const { start, end } = value;
  const node = type === 'ReturnStatement' ? { type, argument: value } : { type, expression: value };
  return { ...node, start, end } as Statement;
}
