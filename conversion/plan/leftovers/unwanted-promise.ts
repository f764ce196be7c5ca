import type { CallExpression, Function as FunctionNode, Statement } from '@babel/types';
import { continuationsOf } from '../../../analysis/continuation.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { statementCall } from '../../../analysis/operations/operation.js';
import { calledBy } from '../../../analysis/timing/shared-fields.js';
import { isFunctionNode } from '../../../syntax/walk.js';
import type { Region } from '../regions/region.js';

/**
 * `return report(err)` in code that nobody waits for, where `report` can do without its callback: once converted, it gives a
 * promise then. What fails in it reached nobody, and would be taken for a failure of this code.
 *
 * @returns the call, whose result must not be given back
 */
export function unwantedPromise({ context, mode }: Region, statement: Statement): CallExpression | undefined {
  const found = mode.kind === 'detached' ? statementCall(statement) : undefined;
  if (!found?.returned || isVoid(statement) || found.call.arguments.some((argument) => isFunctionNode(argument)))
    return undefined;
  return calledBy(context, found.call).some((fn) => worksAlone(context, fn)) ? found.call : undefined;
}

const isVoid = (statement: Statement): boolean =>
  statement.type === 'ReturnStatement' && statement.argument?.type === 'UnaryExpression';

/** Whether a function tests for its callback, or puts another one in its place. */
const worksAlone = (context: FileContext, fn: FunctionNode): boolean =>
  continuationsOf(context, fn).some(
    ({ names, tolerant }) =>
      tolerant ||
      [...names].some(({ references }) =>
        references.some(({ identifier }) =>
          /^(?:If|While)Statement$|^(?:Logical|Conditional|Unary)Expression$/.test(
            context.parents.get(identifier)?.parent.type ?? '',
          ),
        ),
      ),
  );
