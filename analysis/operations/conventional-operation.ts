import type { CallExpression, Node } from '@babel/types';
import { findOwn, isFunctionNode } from '../../syntax/walk.js';
import { calleeName, type Callee } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { errorParameter, type Handler } from '../handler.js';
import { endsSomething } from '../names-by-convention.js';
import { conventionalNames } from './conventional-names.js';
import { operationAt, receiverOf } from './operation-at.js';
import type { Operation, OperationHints } from './operation.js';
import { isCalledWithMore, takesLock, tellsExistence } from './telling-calls.js';

/** An unknown callee whose last argument is an error-first function follows Node's convention. */
export function conventionalOperation(
  context: FileContext,
  call: CallExpression,
  callee: Callee,
  hints: OperationHints,
): Operation | undefined {
  const last = call.arguments.length - 1;
  const operation = operationAt(context, call, callee, last, 'error-first', hints);
  if (!operation) {
    const at = soleHandler(call);
    return operationAt(
      context,
      call,
      callee,
      at < 0 ? continuationInFront(context, call, hints) : at,
      'error-first',
      hints,
    );
  }
  if (operation.receiver.kind === 'continuation') return operation;
  const { handler } = operation.receiver;
  const { fn, method } = handler;
  if (errorParameter(fn) || (!handler.binding && ignoresError(context, call, fn))) return operation;
  if (tellsExistence(call, fn) || takesLock(call, fn) || (hints.givesValue(call, handler) && !answersCaller(fn)))
    return { ...operation, kind: 'value' };
  if (method && fn.params.length > 0) return undefined;
  // Where a callee is known to complete with an error, a handler without parameters just does not look at it.
  const name = calleeName(call);
  const callsBackOnce =
    conventionalNames(context).has(name) || (call.callee.type === 'MemberExpression' && endsSomething(name));
  const isOnce = callsBackOnce || (!handler.binding && isCalledWithMore(call) && hints.completes(fn));
  return fn.params.length === 0 && isOnce ? operation : undefined;
}

/** Names of methods that get something, and then tell of an error first. */
const GETTING = /^(?:get|read|list|load|open|fetch|stat|readdir|lookup|query)(?:[A-Z]\w*)?$/;

/** `db.get(key, function (_, value) { … })`: an error that nobody looks at. The handlers of routes read alike. */
function ignoresError(context: FileContext, call: CallExpression, { params: [first, second] }: Handler['fn']): boolean {
  if (first?.type !== 'Identifier' || !/^_+$/.test(first.name) || second?.type !== 'Identifier') return false;
  if (/^(?:_*|res|response|reply|ctx|context|next)$/.test(second.name) && !callsBackInFile(context, call)) return false;
  const isUnused = context.scopes.bindingOf(first)?.references.length === 0;
  return isUnused && (callsBackInFile(context, call) || GETTING.test(calleeName(call)));
}

const callsBackInFile = (context: FileContext, call: CallExpression): boolean =>
  conventionalNames(context).has(calleeName(call));

/** `(item) => item.name`: who calls it wants to know something. */
function answersCaller({ body }: Handler['fn']): boolean {
  if (body.type !== 'BlockStatement') return body.type !== 'CallExpression';
  const answer = findOwn(
    body,
    (node) => node.type === 'ReturnStatement' && node.argument != null && node.argument.type !== 'CallExpression',
  );
  return answer !== undefined;
}

/** `later(function (err, id) { … }, 3600)`: the only function among the arguments, and its first parameter is an error. */
function soleHandler({ arguments: args }: CallExpression): number {
  const functions = args.map((argument) => (isFunctionNode(argument) ? argument : undefined));
  const at = functions.findIndex((fn) => fn !== undefined);
  const fn = functions[at];
  return fn && !functions.slice(at + 1).some(Boolean) && errorParameter(fn) ? at : -1;
}

/** `release(cb, err)`: the callback of the function, in front of what it gets; no other argument is a function. */
function continuationInFront(context: FileContext, call: CallExpression, hints: OperationHints): number {
  // `_callCallback(cb, err)`: a call in another coat, and no operation.
  if (!hints.handsOn || /callback|invoke/i.test(calleeName(call))) return -1;
  const { arguments: args } = call;
  const receives = (argument: Node): boolean => receiverOf(context, argument, hints) !== undefined;
  const at = args.findIndex(receives);
  const isContinuation = at >= 0 && receiverOf(context, args[at]!, hints)!.kind === 'continuation';
  return isContinuation && !args.slice(at + 1).some(receives) ? at : -1;
}
