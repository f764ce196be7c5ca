import type { Function as FunctionNode, Node } from '@babel/types';
import { requestHandlerOf } from '../../../analysis/libraries/request-handler.js';
import { functionName } from '../../../analysis/local-function.js';
import { testContinuation } from '../../../analysis/test-callback.js';
import { Decline } from '../../decline.js';
import { attempt } from './attempt.js';
import { executorOf } from '../promises/executor.js';
import { ASSUMED } from './form.js';
import { executorMode, planExecutor } from '../promises/plan-executor.js';
import { planRequestHandler } from '../functions/plan-request-handler.js';
import { holdsTestOfHandle, planTest } from '../test-functions/plan-test.js';
import type { Mode, Region } from '../regions/region.js';
import type { Round } from '../rounds/round.js';
import { specialPromise } from '../functions/special-function.js';

/** What becomes of a function that converts as a whole or stays as a whole; nothing for a function of another kind. */
export type Whole = 'converts' | 'stays' | undefined;

interface Site {
  readonly node: Node;
  readonly name: string;
}

/** @param plan gives true when the site is planned; what else it gives is for the caller to judge */
function attemptWhole<Other>(
  round: Round,
  { node, name }: Site,
  newRegion: Parameters<typeof attempt>[0],
  plan: (region: Region) => true | Other,
): 'converts' | 'stays' | Other {
  const answer = attempt(newRegion, ASSUMED, (region) => {
    const planned = plan(region);
    if (planned !== true) return planned;
    round.accept(region, node, 'convert', name);
    return 'converts';
  });
  if (!(answer instanceof Decline)) return answer;
  round.leave(node, name, [answer]);
  return 'stays';
}

/** A promise of which the file makes its own. */
export function attemptExecutor(round: Round, fn: FunctionNode): Whole {
  const executor = executorOf(round.context, fn);
  if (!executor) return leaveOtherExecutor(round, fn);
  const { promise } = executor;
  const around = round.context.parents.enclosingFunction(promise) ?? promise;
  const answer = attemptWhole(
    round,
    { node: promise, name: 'new Promise' },
    (form) => round.region(executorMode(executor), around, form),
    (region) => planExecutor(region, executor),
  );
  if (answer === 'finished') return 'stays';
  return answer === false ? leaveOtherExecutor(round, fn) : answer;
}

function leaveOtherExecutor(round: Round, fn: FunctionNode): Whole {
  const decline = specialPromise(round.region({ kind: 'detached' }, fn), fn);
  if (decline) round.leave(fn, 'promise', [decline]);
  return decline?.reason === 'promise-is-special' ? 'stays' : undefined;
}

/** A test or a hook. */
export function attemptTest(round: Round, fn: FunctionNode): Whole {
  const continuation = testContinuation(round.context, fn);
  const mode: Mode = { kind: 'callback', continuations: continuation?.names ?? new Set(), test: true };
  const answer = attemptWhole(
    round,
    { node: fn, name: functionName(round.context, fn) },
    (form) => round.region(mode, fn, form),
    (region) => (continuation ? planTest(region, fn, continuation) : holdsTestOfHandle(region, fn)),
  );
  return answer === false ? undefined : answer;
}

/** A handler whose framework takes care of its promise; where it cannot be followed, it is a function as any other. */
export function attemptRequestHandler(round: Round, fn: FunctionNode): Whole {
  const handler = requestHandlerOf(round.context, fn);
  if (!handler) return undefined;
  const region = round.region({ kind: 'detached', errorsTo: handler.next }, fn);
  const accept = (): unknown => round.accept(region, fn, 'convert', functionName(round.context, fn));
  return planRequestHandler(region, fn, accept) ? 'converts' : undefined;
}
