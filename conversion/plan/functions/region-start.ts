import type { Function as FunctionNode, Statement } from '@babel/types';
import type { Continuation } from '../../../analysis/continuation.js';
import { callsNothing } from '../statements/calls-nothing.js';
import { isPlain, type Region } from '../regions/region.js';
import { completes, defers, handsOn, startsRegion } from '../statements/statement-effects.js';
import { mustThrowInFront } from '../timing/throws-at-once.js';

/**
 * Where the part of a function that becomes an async body may begin, the best place first: at its first completion, so
 * that every result is given by `return` and `throw`, or at its first operation, so that what completes early stays as
 * it is.
 *
 * @returns indexes of statements; none when the function has nothing to convert
 */
export function regionStarts(
  region: Region,
  fn: FunctionNode,
  continuation: Continuation,
  statements: readonly Statement[],
): number[] {
  const starts = startsWithoutDeferral(region, fn, continuation, statements);
  const deferral = isPlain(region.mode) ? -1 : statements.findIndex((statement) => defers(region, statement));
  if (deferral < 0) return starts;
  const [first = statements.length] = starts;
  const between = statements.slice(deferral, first);
  const mayBegin =
    first === statements.length
      ? !mustThrowInFront(region, fn, between)
      : between.every((statement) => defers(region, statement) || callsNothing(statement));
  return deferral < first && mayBegin ? [deferral, ...starts] : starts;
}

function startsWithoutDeferral(
  region: Region,
  fn: FunctionNode,
  continuation: Continuation,
  statements: readonly Statement[],
): number[] {
  const operation = statements.findIndex((statement) => startsRegion(region, statement));
  const completion = statements.findIndex((statement) => completes(region, statement));
  if (operation < 0) {
    if (completion < 0 || isPlain(region.mode)) return [];
    // A function that lets somebody else complete it on some paths may give its results from an async body.
    const last = statements.findLastIndex((statement) => handsOn(region, statement));
    const start = Math.min(completion, last);
    return last >= 0 && !mustThrowInFront(region, fn, statements.slice(start, last)) ? [start] : [];
  }
  if (completion < 0 || completion >= operation) {
    const behind = behindCallsOfTheirOwn(region, continuation, statements, operation);
    return behind === undefined ? [operation] : [operation, behind];
  }
  const mayMove = !mustThrowInFront(region, fn, statements.slice(completion, operation));
  return mayMove ? [completion, operation] : [operation];
}

/** What may be a call that nobody waits for, in front of the part that became async. */
export const prologueCalls = ({ body }: FunctionNode, from = 0): Statement[] =>
  body.type === 'BlockStatement' ? body.body.slice(0, from).filter(({ type }) => type === 'ExpressionStatement') : [];

/** The first operation behind those that nobody waits for: they know nothing of the callback. */
function behindCallsOfTheirOwn(
  region: Region,
  { names }: Continuation,
  statements: readonly Statement[],
  operation: number,
): number | undefined {
  const knows = (statement: Statement): boolean =>
    region.context.scopes.referencesIn(statement).some(({ binding }) => binding !== undefined && names.has(binding));
  const first = statements.findIndex((statement, index) => index >= operation && knows(statement));
  return first > operation && startsRegion(region, statements[first]!) ? first : undefined;
}
