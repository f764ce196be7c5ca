import type { Function as FunctionNode } from '@babel/types';
import type { Continuation } from '../../../analysis/continuation.js';
import { functionName } from '../../../analysis/local-function.js';
import { Decline } from '../../decline.js';
import { mayGoOnAtOnce } from '../timing/at-once.js';
import { attempt, attemptForms } from './attempt.js';
import { ASSUMED, PROVED, type Form } from './form.js';
import { kindOf } from '../rounds/initial-locals.js';
import { knownObstacle } from '../rounds/known-obstacle.js';
import { learnedFunction } from '../rounds/learned-function.js';
import { mayBePlain } from '../operations/plain-callback.js';
import { planAsyncFunction } from '../functions/plan-async-function.js';
import { isPlainBody } from '../functions/arrow-body.js';
import { planCallbackFunction } from '../functions/plan-function.js';
import { regionStarts } from '../functions/region-start.js';
import { blockList, type Mode } from '../regions/region.js';
import type { Round } from '../rounds/round.js';
import { isConstructor, isExecutor } from '../functions/special-function.js';
import { startsRegion } from '../statements/statement-effects.js';
import { syncStart } from '../timing/sync-start.js';
import { waysToComplete } from './ways-to-complete.js';

/** A way in which a function completes, and how its body is planned for that. */
interface Way {
  readonly fn: FunctionNode;
  readonly continuation: Continuation;
  readonly mode: Mode & { readonly kind: 'callback' };
}

/**
 * Tries to let callers wait for a function with a callback: by each of the ways in which it may complete, from each place where
 * its async part may begin, in each form.
 *
 * @returns false when it stays as it is, and its operations have to be looked at one by one
 */
export function attemptFunction(round: Round, fn: FunctionNode): boolean {
  const { context, locals } = round;
  if (isExecutor(context, fn)) return false;
  const declines: Decline[] = [];
  for (const continuation of waysToComplete(context, fn, locals.has(fn))) {
    const kind = kindOf(context, continuation);
    const mode: Way['mode'] = { kind: 'callback', continuations: continuation.names };
    const answer = kind === 'error-first' && attemptErrorFirst(round, { fn, continuation, mode });
    if (answer === true || (kind === 'value' && attemptPlain(round, fn, continuation))) return true;
    if (answer) declines.push(answer);
  }
  const first = declines.find(({ reason }) => reason === 'callback-field-shared') ?? declines[0];
  if (first) round.leave(fn, functionName(context, fn), [first]);
  return false;
}

/** A callback that gets no error: nothing is said where the function can't be converted, its operations may be. */
function attemptPlain(round: Round, fn: FunctionNode, continuation: Continuation): boolean {
  if (fn.body.type !== 'BlockStatement' || !mayBePlain(round.context, fn, continuation)) return false;
  const mode: Way['mode'] = { kind: 'callback', continuations: continuation.names, plain: true };
  const starts = regionStarts(round.region(mode, fn), fn, continuation, fn.body.body);
  return starts.some((from) => attemptFrom(round, { fn, continuation, mode }, from, ASSUMED) === true);
}

/** @returns why not, if there is a reason */
function attemptErrorFirst(round: Round, way: Way): Decline | boolean {
  const { fn, continuation, mode } = way;
  const probe = round.region(mode, fn);
  if (fn.body.type !== 'BlockStatement' && !isPlainBody(probe, fn)) return false;
  const { statements } = blockList(fn.body);
  const sync = syncStart(probe, fn, continuation, statements);
  if (sync !== undefined) return attemptSync(round, way, sync);
  const starts = regionStarts(probe, fn, continuation, statements);
  const proved = attemptInTime(round, way, starts, PROVED);
  // What can be had without an assumption does not rest on one; to hand a callback on is no reason for one.
  const mayAssume = round.options.unsafe && statements.some((statement) => startsRegion(probe, statement));
  const answer = proved instanceof Decline && mayAssume ? attemptInTime(round, way, starts, ASSUMED) : proved;
  return answer instanceof Decline && !mayGoOnAtOnce(answer) ? (knownObstacle(probe, fn) ?? answer) : answer;
}

/** What starts nothing completes at once, as before, unless all who call it wait for it. */
function attemptSync(round: Round, way: Way, from: number): Decline | boolean {
  return attemptFrom(round, way, from, { ...PROVED, atOnce: verdictOf(round, way) !== 'convert' });
}

/** Async functions where they can be, generators that go on inside of the callbacks otherwise. */
function attemptInTime(round: Round, way: Way, starts: readonly number[], form: Form): Decline | boolean {
  const atOnce = { form: { ...form, atOnce: true }, avoids: mayGoOnAtOnce };
  return attemptForms(form, [atOnce], (tried) => attemptFromOneOf(round, way, starts, tried));
}

function attemptFromOneOf(round: Round, way: Way, starts: readonly number[], form: Form): Decline | boolean {
  let answer: Decline | boolean = false;
  for (const from of starts) {
    answer = attemptFrom(round, way, from, form);
    if (answer === true) return true;
  }
  return answer;
}

function attemptFrom(round: Round, way: Way, from: number, wanted: Form): Decline | boolean {
  const { fn, continuation, mode } = way;
  const verdict = verdictOf(round, way);
  return attempt(
    (form) => round.region(mode, fn, form),
    wanted,
    (region) => {
      if (isConstructor(round.context, fn)) throw new Decline('function-is-constructor', fn, {});
      const plan =
        verdict === 'convert'
          ? planAsyncFunction(region, fn, continuation)
          : planCallbackFunction(region, fn, continuation, from);
      if (!plan) return false;
      round.accept(region, fn, verdict, functionName(round.context, fn));
      if (verdict === 'dual') round.startOf.set(fn, from);
      // Callers of the file can't leave out a callback that an argument carries.
      if (!mode.plain && continuation.parameter) round.learned.set(fn, learnedFunction(continuation, plan, verdict));
      return true;
    },
  );
}

const verdictOf = ({ locals }: Round, { fn }: Way): 'convert' | 'dual' =>
  locals.get(fn)?.verdict === 'convert' ? 'convert' : 'dual';
