import type { CallExpression, Identifier, Node, Statement } from '@babel/types';
import { calleeName } from '../../../analysis/callee.js';
import { keysOfFunction } from '../../../analysis/timing/function-key.js';
import { isTick } from '../../../analysis/timing/ticks.js';
import { isFunctionNode } from '../../../syntax/walk.js';
import { timingOf } from '../timing/non-tail.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import { delegateWord, waitFor } from '../timing/at-once.js';
import { outerSpan } from '../../../syntax/outer-span.js';
import { argumentSpan } from '../../argument-span.js';
import { Decline } from '../../decline.js';
import { line, spanOf, type Item, type Part } from '../../items.js';
import { bindValues } from '../names/bind-values.js';
import type { Handler } from '../../../analysis/handler.js';
import { planContinuationFunction } from '../completions/continuation-function.js';
import { checkHandler } from './handler-checks.js';
import { calleeOf, checkMethodHandler, useOf } from './method-handler.js';
import { frameOf } from '../loop/self-call.js';
import { matchCompletion } from '../completions/completion.js';
import { completionShape } from '../completions/plan-completion.js';
import type { Host } from '../names/host.js';
import { planList } from '../statements/plan-list.js';
import { blockList, replace, type Ends, type Flow, type Region } from '../regions/region.js';
import { listItems } from '../statements/statement-items.js';
import type { PendingCompletion } from '../completions/convention.js';

/** `setTimeout(function () { … }, ms)` becomes `await new Promise((resolve) => setTimeout(resolve, ms)); …`. */
export function planTimer(region: Region, statement: Statement, operation: Operation, flow: Flow, host: Host): Ends {
  const { call, receiver } = operation;
  if (receiver.kind === 'continuation') return planDeferredCompletion(region, statement, operation, flow, host);
  const { handler } = receiver;
  checkTick(region, operation);
  checkReplaced(region, operation);
  if (passedOn(call).length > 0) throw new Decline('timer-with-arguments', call, {});
  const pause = pauseItem(region, operation, host);
  checkMethodHandler(region, operation, handler);
  checkHandler(region, operation, handler, handler.binding && frameOf(region, useOf(handler)) !== undefined);
  if (handler.binding) return planNamedHandler(region, statement, operation, handler, pause, host);
  region.inlined.add(handler.fn);
  bindValues(region, operation, handler.fn, host);
  const list = blockList(handler.fn.body);
  const ends = planList(region, list, true, flow, host);
  const needsPause = region.atOnce || !worksInTick(operation) || !onlyCompletes(region, list.statements);
  replace(region, statement, [...(needsPause ? [pause] : []), ...listItems(region, list)]);
  return ends;
}

/** `cb(null, found)`, with what is the same in a tick. */
function onlyCompletes(region: Region, [statement, ...others]: readonly Statement[]): boolean {
  const { mode, context } = region;
  if (!statement || others.length > 0 || mode.kind !== 'callback') return false;
  const completion = matchCompletion(context, statement, (binding) => mode.continuations.has(binding));
  return completion?.call.arguments.every((argument) => isSettled(region, argument)) ?? false;
}

/** `setTimeout(poll, 100)`: the function completes, or starts the loop in which it stands again. */
function planNamedHandler(
  region: Region,
  statement: Statement,
  { call }: Operation,
  handler: Handler,
  pause: Item,
  host: Host,
): Ends {
  const { fn, binding } = handler;
  const name = useOf(handler);
  const frame = frameOf(region, name);
  if (frame ? frame.params.length > 0 : region.mode.kind !== 'callback' || fn.params.length > 0)
    throw new Decline('handler-shared', call, { name: binding!.name });
  region.consumed.add(name);
  if (!frame) planContinuationFunction(region, fn, host);
  const word = frame ? '' : delegateWord(region, fn);
  replace(region, statement, [
    pause,
    line(...(frame ? ['continue'] : ['return ', word, spanOf(calleeOf(region, handler)), '()'])),
  ]);
  return 'always';
}

/** `process.nextTick(cb, null, v)`, `setTimeout(cb, 10, err)`: a completion that happens later. */
function planDeferredCompletion(
  region: Region,
  statement: Statement,
  operation: Operation,
  flow: Flow,
  host: Host,
): Ends {
  const { call } = operation;
  const args = passedOn(call);
  checkTick(region, operation);
  // A completion is delivered in a later microtask anyway.
  const needsPause = region.atOnce || !worksInTick(operation);
  // After the pause they would be looked at again.
  if (needsPause && !args.every((argument) => isSettled(region, argument)))
    throw new Decline('timer-with-arguments', call, {});
  if (region.items) throw new Decline('timer-with-arguments', call, {});
  region.consumed.add(call.arguments[operation.at] as Identifier);
  if (!needsPause && operation.isTick) region.removed.push(spanOf(call.callee));
  const pending: PendingCompletion = { parts: [], shape: completionShape(region, args, flow) };
  if (pending.shape.kind === 'throw' && flow.guarded) throw new Decline('error-completion-in-try', statement, {});
  region.completions.push(pending);
  const completion: Item = { kind: 'line', parts: pending.parts };
  replace(region, statement, needsPause ? [pauseItem(region, operation, host), completion] : [completion]);
  return 'always';
}

/** Where the program works in ticks, what comes in one runs before code behind an `await`. */
function checkTick(region: Region, operation: Operation): void {
  if (region.atOnce || !worksInTick(operation)) return;
  const { context } = region;
  for (const parent of context.parents.ancestors(operation.call)) {
    if (!isFunctionNode(parent)) continue;
    if (keysOfFunction(context, parent).some((key) => timingOf(region).completesAmongTicks(key)))
      throw new Decline('completes-among-ticks', operation.call, { callee: operation.callee.name });
  }
}

/** What a test puts in the place of a timer may call back before it returns. */
function checkReplaced(region: Region, { call }: Operation): void {
  const name = calleeName(call);
  if (!region.atOnce && timingOf(region).mayCompleteAtOnce(name))
    throw new Decline('callee-may-complete-at-once', call, { callee: name });
}

const worksInTick = ({ call, isTick: isOwn = isTick(call) }: Operation): boolean => isOwn;

const takesDelay = (call: CallExpression): boolean => calleeName(call) === 'setTimeout';

/** The arguments that a timer hands to its function. */
const passedOn = (call: CallExpression): CallExpression['arguments'] => call.arguments.slice(takesDelay(call) ? 2 : 1);

/** True when the expression gives the same after a pause. */
function isSettled(region: Region, node: Node): boolean {
  switch (node.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
      return true;
    case 'Identifier': {
      const binding = region.context.scopes.bindingOf(node);
      if (!binding) return node.name === 'undefined';
      return binding.declarations.length === 1 && binding.references.every(({ kind }) => kind === 'read');
    }
    case 'BinaryExpression':
      return isSettled(region, node.left) && isSettled(region, node.right);
    case 'NewExpression':
      return /Error$/.test(nameOf(node.callee)) && node.arguments.every((argument) => isSettled(region, argument));
    default:
      return false;
  }
}

const nameOf = (node: Node): string => (node.type === 'Identifier' ? node.name : '');

function pauseItem(region: Region, { call }: Operation, host: Host): Item {
  const resolve = region.names.fresh('resolve', { parent: host, spans: [spanOf(call)] });
  const delay = takesDelay(call) ? call.arguments[1] : undefined;
  const rest: Part[] = delay ? [', ', argumentSpan(region.context.file, delay)] : [];
  if (region.atOnce) return taskItem(region, call, resolve, rest);
  return {
    kind: 'line',
    parts: [
      `await new Promise((${resolve}) => `,
      outerSpan(region.context.file, call.callee),
      `(${resolve}`,
      ...rest,
      '))',
    ],
  };
}

/** What goes on at once goes on inside of the timer: `yield task(setImmediate)`. */
function taskItem(region: Region, call: CallExpression, done: string, rest: readonly Part[]): Item {
  region.shim.add('task');
  const timer = outerSpan(region.context.file, call.callee);
  const parts: Part[] = rest.length === 0 ? [timer] : [`(${done}) => `, timer, `(${done}`, ...rest, ')'];
  return line(...waitFor(region, [{ shim: 'task' }, '(', ...parts, ')']));
}
