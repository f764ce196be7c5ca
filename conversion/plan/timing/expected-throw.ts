import type { Function as FunctionNode, Node } from '@babel/types';
import type { Continuation } from '../../../analysis/continuation.js';
import { functionName } from '../../../analysis/local-function.js';
import { keysOfFunction } from '../../../analysis/timing/function-key.js';
import { Decline } from '../../decline.js';
import { mayThrow } from '../fan-out/may-throw.js';
import { timingOf } from './non-tail.js';
import type { Region } from '../regions/region.js';

/**
 * What a test expects to throw before it returns, with nothing in front of the part that becomes async that could: a callee
 * throws there, or the part itself.
 *
 * @param start where that part begins
 * @throws {Decline} there the exception would be the error that the callback gets
 */
export function checkExpectedThrow(
  region: Region,
  fn: FunctionNode,
  start: Node,
  names: Continuation['names'] = new Set(),
): void {
  const { context } = region;
  const isAsserted = keysOfFunction(context, fn).some((key) => timingOf(region).isAssertedToThrow(key));
  if (!isAsserted || fn.body.type !== 'BlockStatement') return;
  const inFront = fn.body.body.filter(({ type, end }) => type !== 'FunctionDeclaration' && end! <= start.start!);
  if (inFront.some((statement) => mayThrow(context, statement, () => false, names))) return;
  throw new Decline('throw-is-expected', start, { name: functionName(context, fn) });
}
