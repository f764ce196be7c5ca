import type { Statement } from '@babel/types';
import type { Decline } from '../../decline.js';
import { mayGoOnAtOnce } from '../timing/at-once.js';
import { attempt, attemptForms } from './attempt.js';
import { carriesContinuation } from '../completions/continuation-function.js';
import { PROVED } from './form.js';
import { planCompleting } from '../functions/plan-completing.js';
import type { StatementOperation } from '../operations/plan-operation.js';
import type { Mode } from '../regions/region.js';
import type { Round } from '../rounds/round.js';
import { settledCallbacks, type SettledCallback } from '../regions/settled-callback.js';

/**
 * Lets an operation complete a function around it that stays as it is: by each of the callbacks there, as an async body
 * where nobody could tell, as a generator otherwise.
 *
 * @returns false where its handler does not surely call one of them
 */
export function attemptInPlace(round: Round, statement: Statement, found: StatementOperation): boolean {
  const { receiver } = found.operation;
  if (receiver.kind !== 'handler') return false;
  const probe = round.region({ kind: 'detached' }, statement, PROVED);
  return settledCallbacks(probe.context, statement).some((callback) => {
    const mode: Mode = { kind: 'callback', continuations: new Set([callback.binding]) };
    if (!carriesContinuation({ ...probe, mode }, receiver.handler.fn, new Set())) return false;
    return attemptBy(round, mode, callback, statement, found) === true;
  });
}

function attemptBy(
  round: Round,
  mode: Mode,
  callback: SettledCallback,
  statement: Statement,
  found: StatementOperation,
): Decline | boolean {
  const atOnce = { form: { ...PROVED, atOnce: true }, avoids: mayGoOnAtOnce };
  return attemptForms(PROVED, [atOnce], (wanted) =>
    attempt(
      (form) => round.region(mode, statement, form),
      wanted,
      (region) => {
        planCompleting(region, statement, found, callback);
        round.accept(region, statement, 'dual', found.operation.callee.name);
        return true;
      },
    ),
  );
}
