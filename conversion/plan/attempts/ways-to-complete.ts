import type { Function as FunctionNode } from '@babel/types';
import { continuationsOf, type Continuation } from '../../../analysis/continuation.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { memberContinuationsOf } from '../../../analysis/member-continuation.js';
import { withCallbackField } from '../../../analysis/methods/callback-field.js';

/**
 * The ways in which a function may complete, the likeliest first: by a parameter, by one that is kept in a field, by a member of
 * an argument.
 *
 * @param isKnown a parameter is known to be a callback: then no argument carries another
 */
export function waysToComplete(context: FileContext, fn: FunctionNode, isKnown: boolean): Continuation[] {
  const members = isKnown ? [] : memberContinuationsOf(context, fn);
  const own = continuationsOf(context, fn);
  const kept = own.flatMap((continuation) => withCallbackField(context, fn, continuation) ?? []);
  return [...own, ...kept, ...members];
}
