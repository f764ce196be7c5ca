import type { Statement } from '@babel/types';
import { Decline } from '../decline.js';
import { detachStatement } from './non-tail.js';
import { checkObservedOperation } from './observed-timing.js';
import { orderMatters } from './order-conflict.js';
import type { StatementOperation } from './plan-operation.js';
import { checkQueuedCallback } from './queued-callback.js';
import type { Region } from './region.js';
import { checkReturnedHandles } from './returned-handle.js';
import { checkSiblingListeners } from './sibling-listeners.js';
import { isTailStatement } from './tail-position.js';

/** Plans an operation that nobody waits for, where it stands, as a block `detach(async () => { … })`. */
export function planFloating(region: Region, statement: Statement, { operation, returned }: StatementOperation): void {
  const { context } = region;
  const position = isTailStatement(context, statement);
  if (position === 'guarded') throw new Decline('operation-in-try', statement, {});
  if (position === 'special') throw new Decline('function-is-special', statement, {});
  if (position === 'followed' && orderMatters(region, statement, operation))
    throw new Decline('callee-may-complete-at-once', operation.call, { callee: operation.callee.name });
  checkObservedOperation(region, operation);
  checkSiblingListeners(region, operation);
  checkQueuedCallback(region, operation);
  const fn = context.parents.enclosingFunction(statement);
  if (fn) checkReturnedHandles(region, fn, statement);
  detachStatement(region, statement, operation, returned);
}
