import type { Expression, Function as FunctionNode, Node } from '@babel/types';
import { surelyPromise } from '../../analysis/generators/surely-promise.js';
import { Decline } from '../../conversion/decline.js';
import { EditList } from '../../conversion/generators/edit-list.js';
import type { Lower, Lowering } from '../../conversion/generators/lowering.js';
import type { Part } from '../../conversion/items.js';
import { usesThis } from '../../syntax/function-facts.js';
import { Precedence } from '../../syntax/precedence.js';
import { isFunctionNode } from '../../syntax/walk.js';
import { namedGenerator } from './find-runs.js';
import { lowerValue } from './lower-value.js';
import type { Planning } from './planning.js';
import { lowerResumed, resumedCall } from './resumed-call.js';

/** How the yields of a generator function are written in an async function, by what its runner takes. */
export function lowerYield(planning: Planning, fn: FunctionNode): Lower {
  const yields = planning.yieldsOf(fn);
  return (operand, node) => {
    if (node.delegate) return lowerDelegate(planning, operand!, yields);
    if (yields === 'resumed') return lowerForResumers(planning, operand, node, fn);
    return yields === 'co4' || yields === 'co3'
      ? lowerForCo(planning, operand, yields)
      : lowerForPromises(planning, operand, node, yields);
  };
}

/** `yield* inner()`: a generator of the file becomes async as well; the values of another one are waited for one by one. */
function lowerDelegate(planning: Planning, operand: Expression, yields: string): Lowering {
  const called = operand.type === 'CallExpression' ? namedGenerator(planning.context, operand.callee) : undefined;
  if (called && planning.isConverted(called)) return {};
  if (yields !== 'co4') throw new Decline('delegates-to-unknown', operand, {});
  return { wrap: around(operand, { shim: 'yielded' }, '.from(') };
}

function lowerForCo(planning: Planning, operand: Expression | undefined, yields: 'co4' | 'co3'): Lowering {
  if (!operand) return { instead: [{ shim: 'yielded' }, '(undefined)'], precedence: Precedence.call };
  const edits = new EditList();
  const value = lowerValue(planning, operand, edits);
  const inside = edits.replacements();
  if (value.kind === 'promise') return value.wrap ? { wrap: value.wrap, inside } : { inside };
  // Thunks in a list give their first value with co 3, all of their values with co 4.
  const isList = !isFunctionNode(operand) && yields === 'co3';
  const helper: Part[] = [{ shim: 'yielded' }, ...(isList ? ['.co3'] : [])];
  const needsThis = isFunctionNode(operand) && operand.type !== 'ArrowFunctionExpression' && usesThis(operand);
  return { wrap: around(operand, ...helper, needsThis ? '.call(this, ' : '('), inside };
}

/** A comma in the operand would make two arguments of it. */
function around(operand: Node, ...open: Part[]): [Part[], Part[]] {
  return operand.type === 'SequenceExpression' ? [[...open, '('], ['))']] : [open, [')']];
}

/** What is yielded is of no interest when the runner waits for its own callback; otherwise only promises are. */
function lowerForResumers(planning: Planning, operand: Expression | undefined, node: Node, fn: FunctionNode): Lowering {
  const resumed = operand && resumedCall(planning.context, operand, fn);
  if (resumed) return lowerResumed(planning.context, resumed);
  if (operand && surelyPromise(planning.context, operand, planning)) return {};
  throw new Decline('yield-not-known', operand ?? node, {});
}

/** Bluebird takes promises only; Q takes anything for its own result. */
function lowerForPromises(planning: Planning, operand: Expression | undefined, node: Node, yields: string): Lowering {
  if (!operand) {
    if (yields === 'promises') throw new Decline('yield-is-refused', node, {});
    return { instead: ['undefined'] };
  }
  if (yields === 'promises' && isNoPromise(planning, operand)) throw new Decline('yield-is-refused', operand, {});
  return {};
}

/** What can't be a promise by its form: the runner fails there, which an `await` would not. */
function isNoPromise(planning: Planning, operand: Expression): boolean {
  if (surelyPromise(planning.context, operand, planning)) return false;
  if (isFunctionNode(operand)) return true;
  if (operand.type === 'CallExpression' && namedGenerator(planning.context, operand.callee)) return true;
  return /^(?:Array|Object|Class|Binary|Unary|Update)Expression$|Literal$/.test(operand.type);
}
