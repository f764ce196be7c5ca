import type { CallExpression, Function as FunctionNode, NewExpression, Statement } from '@babel/types';
import { calleeName } from '../../../analysis/callee.js';
import { functionName } from '../../../analysis/local-function.js';
import { isFunctionNode, walk } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import type { Region } from '../regions/region.js';

/** What a body throws that waits for nothing went to the caller of the function; now the callback gets it (E5). */
export function noteThrows(region: Region, fn: FunctionNode, statements: readonly Statement[]): void {
  if (!statements.some((statement) => callsSomething(region, statement))) return;
  region.notes.push(new Decline('throw-becomes-error', fn, { callee: functionName(region.context, fn) }));
}

/** Whether a statement calls anything but the callback, and what makes an error. */
function callsSomething({ consumed }: Region, statement: Statement): boolean {
  let found = false;
  const mayThrow = (call: CallExpression | NewExpression): boolean =>
    !(call.callee.type === 'Identifier' && consumed.has(call.callee)) && !makesError(call);
  walk(statement, {
    enter(node) {
      if (found || isFunctionNode(node)) return 'skip';
      if (node.type === 'CallExpression' || node.type === 'NewExpression') found = mayThrow(node);
      return undefined;
    },
  });
  return found;
}

const makesError = (call: CallExpression | NewExpression): boolean => /Error$/.test(calleeName(call));
