import type { Node } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { calledModule, calleeName, isCall, memberName, receiverOf, type AnyCall } from './callee.js';
import type { Census } from '../../core/index.js';
import { words } from './words.js';

/** The kinds of the census that are calls. */
export type CallCounts = Pick<
  Census,
  'engineConstructs' | 'asyncLibraryCalls' | 'thenHandlers' | 'promiseConstructions' | 'timerHandlers' | 'bridges'
>;

/** Counts the calls of a file that belong to a legacy style: see docs/census.md. */
export function countCalls(context: FileContext): CallCounts {
  const counts = {
    engineConstructs: 0,
    asyncLibraryCalls: 0,
    thenHandlers: 0,
    promiseConstructions: 0,
    timerHandlers: 0,
    bridges: 0,
  };
  walk(context.file.ast, {
    enter(node) {
      if (!isCall(node)) return;
      const shim = shimMember(context, node);
      if (shim !== undefined && words.engineNames.has(shim)) counts.engineConstructs++;
      else if (shim !== undefined && words.bridgeNames.has(shim)) counts.bridges++;
      else if (isAsyncLibraryCall(context, node)) counts.asyncLibraryCalls++;
      else if (isPromiseConstruction(node)) counts.promiseConstructions++;
      else counts.thenHandlers += thenHandlers(node);
      if (isTimerCall(node)) counts.timerHandlers++;
    },
  });
  return counts;
}

/** The name in the shim of what is called: `task` for `task(…)`, `task.method(…)` and `shim.task(…)`. */
export function shimMember(context: FileContext, call: AnyCall): string | undefined {
  const own = calledModule(context, call);
  if (own && words.shim.test(own.specifier)) return own.member;
  const receiver = receiverOf(call);
  return receiver && shimMember(context, { ...call, callee: receiver } as AnyCall);
}

function isAsyncLibraryCall(context: FileContext, call: AnyCall): boolean {
  const module = calledModule(context, call);
  if (module) return words.asyncLibraries.has(module.specifier.replace(/\/.*$/, ''));
  const receiver = receiverOf(call);
  const name = calleeName(call);
  // A library that another module hands out: `utile.async.forEach(…)`.
  return (
    receiver !== undefined && memberName(receiver) === 'async' && name !== undefined && words.asyncMethods.test(name)
  );
}

function isPromiseConstruction(call: AnyCall): boolean {
  const name = calleeName(call);
  if (call.type === 'NewExpression') return name !== undefined && /Promise$/.test(name);
  const receiver = receiverOf(call);
  if (name !== 'defer' && name !== 'pending') return false;
  return receiver?.type === 'Identifier' && /^(?:Q|q|\$q|Promise|Bluebird|when|RSVP|vow)$/.test(receiver.name);
}

function thenHandlers(call: AnyCall): number {
  const name = calleeName(call);
  const receiver = receiverOf(call);
  if (call.type === 'NewExpression' || !receiver || name === undefined || !words.promiseMethods.has(name)) return 0;
  const handlers = call.arguments.filter(isHandlerArgument);
  const sure = !words.ambiguousPromiseMethods.has(name) || isCall(receiver);
  return (sure ? handlers : handlers.filter(isFunctionNode)).length;
}

/** `then(null, f)` has one handler. */
function isHandlerArgument(node: Node): boolean {
  return node.type !== 'NullLiteral' && !(node.type === 'Identifier' && node.name === 'undefined');
}

function isTimerCall(call: AnyCall): boolean {
  const name = calleeName(call);
  const receiver = receiverOf(call);
  const own =
    receiver === undefined ||
    (receiver.type === 'Identifier' && /^(?:process|global|globalThis|window|timers|clock)$/.test(receiver.name));
  return own && name !== undefined && words.timers.has(name) && isFunctionNode(call.arguments[0]);
}
