import type { Function as FunctionNode, Identifier, Node } from '@babel/types';
import { isFunctionNode } from '../syntax/walk.js';
import type { Continuation } from './continuation.js';
import type { FileContext } from './file-context.js';

/** Events that a source emits once at most. */
const SINGLE_EVENTS = new Set(['end', 'close', 'finish', 'error', 'open', 'ready', 'connect', 'exit', 'listening', 'timeout', 'abort', 'response', 'secureConnect']);

/** Methods that call a function once for each of many things. */
const ITERATING = /^(?:forEach|each|map|filter|some|every|reduce|eachSeries|eachLimit|mapSeries|mapLimit|forEachSeries|times|setInterval|subscribe|watch)$/;

/** Whether a continuation is called once at most for each call of its function: never from a loop or a listener. */
export function isCalledOnce(context: FileContext, fn: FunctionNode, continuation: Continuation): boolean {
  return [...continuation.names].flatMap((binding) => binding.references).every(({ identifier }) => isUsedOnce(context, fn, identifier));
}

function isUsedOnce(context: FileContext, fn: FunctionNode, identifier: Node): boolean {
  for (const ancestor of context.parents.ancestors(identifier)) {
    if (ancestor === fn) return true;
    if (/^(?:For|While|DoWhile)/.test(ancestor.type) && !isReturned(context, identifier)) return false;
    if (isFunctionNode(ancestor) && runsOften(context, ancestor)) return false;
  }
  return true;
}

/** `return cb(…)` leaves the loop in which it stands. */
function isReturned(context: FileContext, identifier: Node): boolean {
  const call = context.parents.get(identifier)?.parent;
  return call !== undefined && context.parents.get(call)?.parent.type === 'ReturnStatement';
}

/** A function given to `on('data', …)` or `forEach` runs many times. */
function runsOften(context: FileContext, fn: FunctionNode): boolean {
  const link = context.parents.get(fn);
  if (link?.parent.type !== 'CallExpression' || link.key !== 'arguments') return false;
  const { callee } = link.parent;
  const name = callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? (callee.property as Identifier).name : '';
  if (ITERATING.test(name)) return true;
  if (!/^(?:on|addListener|addEventListener|prependListener)$/.test(name)) return false;
  const [event] = link.parent.arguments;
  return !(event?.type === 'StringLiteral' && SINGLE_EVENTS.has(event.value));
}
