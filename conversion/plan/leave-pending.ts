import type { Statement } from '@babel/types';
import { Decline } from '../decline.js';
import { line, spanOf, type Item } from '../items.js';
import { replace, type Ends, type Region } from './region.js';

/** `return asCallback.pending`: who has the callback calls it. */
export const pendingReturn = (): Item => line('return ', { shim: 'asCallback' }, '.pending');

/** A `return` by which a path ends without a completion; what it returned went to nobody. */
export function leavePending(region: Region, statement: Statement & { type: 'ReturnStatement' }): Ends {
  const { argument } = statement;
  if (argument && /^(?:Object|Function|Class)Expression$/.test(argument.type))
    throw new Decline('path-without-completion', statement, { name: 'this return' });
  const isNeeded = argument && !/^(?:Identifier|ThisExpression|.*Literal)$/.test(argument.type);
  replace(region, statement, [...(isNeeded ? [line(spanOf(argument))] : []), pendingReturn()]);
  return 'always';
}
