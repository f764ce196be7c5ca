import type { Identifier, Statement } from '@babel/types';
import type { Handler } from '../../../analysis/handler.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import { Decline } from '../../decline.js';
import { line, spanOf, type Item, type Part } from '../../items.js';
import { delegateWord, waitWord } from '../timing/at-once.js';
import { awaitForm } from '../await/await-form.js';
import { promiseConvention } from '../await/promise-convention.js';
import { planContinuationFunction } from '../completions/continuation-function.js';
import { propertyOf } from '../completions/continuation-method.js';
import { checkCallee, checkHandler } from './handler-checks.js';
import { errorPlan } from '../errors/error-plan.js';
import { planItemForward } from '../fan-out/item-ends.js';
import type { Host } from '../names/host.js';
import { knownFunction } from '../rounds/known-function.js';
import { adoptNamedHandler, isOnlyUse } from './inline-handler.js';
import { calleeOf, checkMethodHandler, receivedBy, takeWrapper, useOf } from './method-handler.js';
import { planReceivingLoop } from '../loop/plan-loop.js';
import { readSelfLoop } from '../loop/read-self-loop.js';
import { planSelfHandler } from '../loop/self-call.js';
import { planDetached, planPending } from '../timing/non-tail.js';
import { checkCalleeGoesOn } from '../timing/callee-goes-on.js';
import { checkRaces, checkTicks } from '../timing/observed-timing.js';
import { checkKeptCallback } from './queued-callback.js';
import { replace, type Ends, type Flow, type Region } from '../regions/region.js';
import { requireCompletion } from '../statements/plan-list.js';
import { planTimer } from './plan-timer.js';
import { headComments } from '../statements/stray-comments.js';
import { planTestForward } from '../test-functions/test-completion.js';
import { isTypeScript } from '../typed/declared-type.js';

export interface StatementOperation {
  readonly operation: Operation;
  readonly returned: boolean;
}

/** Turns `op(a, function (err, v) { … })` into `const v = await op(a); …`. */
export function planOperation(
  region: Region,
  statement: Statement,
  { operation, returned }: StatementOperation,
  tail: boolean,
  flow: Flow,
  host: Host,
): Ends {
  if (!returned && !tail) {
    return region.mode.kind === 'detached'
      ? planDetached(region, statement, operation, host)
      : planPending(operation, statement);
  }
  const ends = planAwaited(region, statement, operation, flow, host);
  return tail || ends === 'always' ? ends : leaveAfter(region, statement);
}

/** `return op(…)` in front of other statements: what the handler leaves open must not run into them. */
function leaveAfter(region: Region, statement: Statement): Ends {
  requireCompletion(region, 'never', statement, 'this return');
  const at = region.replacements.findLastIndex(({ start, end }) => start === statement.start && end === statement.end);
  const planned = region.replacements[at]!;
  region.replacements[at] = { ...planned, items: [...planned.items, { kind: 'line', parts: ['return'] }] };
  return 'always';
}

function planAwaited(region: Region, statement: Statement, operation: Operation, flow: Flow, host: Host): Ends {
  checkCallee(region, operation);
  checkTicks(region, operation);
  checkRaces(region, operation);
  checkKeptCallback(region, operation);
  checkCalleeGoesOn(region, operation);
  region.operations.push(operation);
  if (operation.kind === 'timer') return planTimer(region, statement, operation, flow, host);
  const itemEnds = planItemForward(region, statement, operation);
  if (itemEnds) return itemEnds;
  if (operation.receiver.kind === 'continuation') return forward(region, statement, operation);
  const again = planSelfHandler(region, statement, operation);
  if (again) return again;
  const handler = receivedBy(region, operation, operation.receiver.handler, host);
  checkMethodHandler(region, operation, handler);
  const loop = readSelfLoop(region, handler.fn, statement, host);
  checkHandler(region, operation, handler, loop !== undefined);
  if (loop) return planReceivingLoop(region, statement, loop, operation, host);
  if (handler.binding && !isOnlyUse(region, handler.binding.references.length, handler.fn, operation.call, host)) {
    return callHandler(region, statement, operation, handler, host);
  }
  const comments = handler.binding
    ? [...takeWrapper(region, handler), ...adoptNamedHandler(region, handler, host)]
    : headComments(region, operation, handler.fn);
  if (handler.binding) region.consumed.add(useOf(handler));
  region.inlined.add(handler.fn);
  const { items, ends } = errorPlan(region, operation, handler.fn, flow, host);
  replace(region, statement, [...comments, ...items]);
  return ends;
}

/** `io(p, cb)`: the result of the operation is the result of the function. */
function forward(region: Region, statement: Statement, operation: Operation): Ends {
  const argument = operation.call.arguments[operation.at]!;
  region.consumed.add(argument.type === 'MemberExpression' ? propertyOf(argument) : (argument as Identifier));
  if (region.mode.kind === 'callback' && region.mode.test) return planTestForward(region, statement, operation);
  const convention = promiseConvention(region, operation);
  const count = convention === undefined ? 'exact' : ({ void: -1, null: 0, value: 1, values: 2 } as const)[convention];
  const exact = () => awaitForm(region, operation, 'arguments').parts;
  const direct = count === 'exact' ? undefined : awaitForm(region, operation, count === 2 ? 'values' : 'value');
  const isUniform = knownFunction(region, operation.callee)?.uniform !== false;
  const usable = direct?.cleanErrors === true && count !== 2 && isUniform;
  const pending = {
    parts: [] as Part[],
    shape: {
      kind: 'forward',
      value: usable ? direct.parts : exact(),
      values: usable ? count : 'exact',
      exact,
    } as const,
  };
  region.completions.push(pending);
  replace(region, statement, [{ kind: 'line', parts: pending.parts }]);
  return 'always';
}

/** A handler used in several places becomes an async function that is called with the result. */
function callHandler(region: Region, statement: Statement, operation: Operation, handler: Handler, host: Host): Ends {
  const name = useOf(handler);
  if (region.mode.kind === 'detached') throw new Decline('handler-shared', name, { name: name.name });
  region.consumed.add(name);
  planContinuationFunction(region, handler.fn, host);
  const word = delegateWord(region, handler.fn);
  const form = awaitForm(region, operation, 'arguments');
  const callee = calleeOf(region, handler);
  const names = isTypeScript(region.context) ? argumentNames(region, handler.fn, host) : undefined;
  const received: Part[] = names && names.length > 0 ? [`const [${names.join(', ')}] = `] : [];
  const items: Item[] = names
    ? [line(...received, 'await ', ...form.parts), line('return ', spanOf(callee), `(${names.join(', ')})`)]
    : [line('return ', word, spanOf(callee), '(...(', waitWord(region), ...form.parts, '))')];
  replace(region, statement, items);
  return 'always';
}

/** Names for what a function takes: spread, a list of any length does not fit its parameters for TypeScript. */
function argumentNames(region: Region, { params }: Handler['fn'], host: Host): readonly string[] | undefined {
  if (!params.every(({ type }) => type === 'Identifier')) return undefined;
  return params.map((param) => region.names.fresh((param as Identifier).name, host));
}
