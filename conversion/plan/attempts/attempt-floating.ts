import type { Statement } from '@babel/types';
import type { Operation } from '../../../analysis/operations/operation.js';
import { Decline } from '../../decline.js';
import { attempt, attemptForms } from './attempt.js';
import { cannotGoOn, checkGenerator, mayFloatAtOnce } from '../timing/at-once.js';
import { ASSUMED, PROVED } from './form.js';
import { detachStatement } from '../timing/non-tail.js';
import { checkForeign, checkObservedOperation } from '../timing/observed-timing.js';
import { orderMatters } from '../timing/order-conflict.js';
import type { StatementOperation } from '../operations/plan-operation.js';
import { checkQueuedCallback } from '../operations/queued-callback.js';
import type { Region } from '../regions/region.js';
import { checkReturnedHandles } from '../operations/returned-handle.js';
import type { Round } from '../rounds/round.js';
import { checkSiblingListeners } from '../timing/sibling-listeners.js';
import { checkGivenThrows } from '../timing/throws-at-once.js';
import { isTailStatement } from '../timing/tail-position.js';

/**
 * Plans an operation that nobody waits for in the first form that is proved: as an async block, or as a generator that goes on
 * inside of the callbacks; with `unsafe` as an async block that rests on an assumption.
 *
 * @returns why it can't be an async block, when it stays
 */
export function attemptFloating(round: Round, statement: Statement, found: StatementOperation): Decline | true {
  const atOnce = { form: { ...PROVED, atOnce: true }, avoids: mayFloatAtOnce };
  const assumed = { form: ASSUMED, avoids: () => round.options.unsafe };
  return attemptForms(PROVED, [atOnce, assumed], (wanted) =>
    attempt(
      (form) => round.region({ kind: 'detached' }, statement, form),
      wanted,
      (region): true => {
        planFloating(region, statement, found);
        round.accept(region, statement, 'detach', found.operation.callee.name);
        return true;
      },
    ),
  );
}

/**
 * Plans an operation that nobody waits for, where it stands, as a block `detach(async () => { … })`, or one that goes on
 * inside of the callback.
 */
function planFloating(region: Region, statement: Statement, { operation, returned }: StatementOperation): void {
  const { context, atOnce } = region;
  const position = isTailStatement(context, statement);
  if (position === 'guarded') throw new Decline('operation-in-try', statement, {});
  if (position === 'special') throw new Decline('function-is-special', statement, {});
  const fn = context.parents.enclosingFunction(statement);
  if (fn) checkForeign(region, fn, [operation.call]);
  if (!atOnce) checkTiming(region, statement, operation, position === 'followed');
  if (!atOnce) checkGivenThrows(region, fn, operation);
  if (fn) checkReturnedHandles(region, fn, statement);
  detachStatement(region, statement, operation, returned);
  if (atOnce) checkGenerator(region, statement);
  // One callback alone reads no better as a generator.
  if (atOnce && region.operations.length < 2) throw cannotGoOn(statement);
}

/** What an `await` would bring too late. */
function checkTiming(region: Region, statement: Statement, operation: Operation, isFollowed: boolean): void {
  if (isFollowed && orderMatters(region, statement, operation))
    throw new Decline('callee-may-complete-at-once', operation.call, { callee: operation.callee.name });
  checkObservedOperation(region, operation);
  checkSiblingListeners(region, operation);
  checkQueuedCallback(region, operation);
}
