import type { Statement } from '@babel/types';
import { Decline } from '../../decline.js';
import { fanOutAt } from '../fan-out/find-fan-out.js';
import { completionIn, operationIn, relevanceOf } from '../statements/relevance.js';
import { orderMatters } from '../timing/order-conflict.js';
import type { Region } from '../regions/region.js';

/** Statements after a single operation run between its start and its handler: they stay after the async body. */
export function soleOperationWithRest(
  region: Region,
  statements: readonly Statement[],
  from: number,
  to: number,
): boolean {
  const first = operationIn(region, statements[from]!);
  if (!first || first.returned || to - from < 2 || fanOutAt(region, statements[from]!)) return false;
  const rest = statements.slice(from + 1, to);
  if (
    rest.every(
      (statement) =>
        statement.type === 'FunctionDeclaration' || (statement.type === 'ReturnStatement' && !statement.argument),
    )
  )
    return false;
  const simple = rest.every((statement, index) => {
    const { operations, completions, returns } = relevanceOf(region, statement);
    const isOwnReturn = index === rest.length - 1 && statement.type === 'ReturnStatement';
    return !operations && !completions && (!returns || isOwnReturn) && !completionIn(region, statement);
  });
  if (!simple) return false;
  if (!region.atOnce && orderMatters(region, statements[from]!, first.operation))
    throw new Decline('callee-may-complete-at-once', first.operation.call, { callee: first.operation.callee.name });
  return true;
}
