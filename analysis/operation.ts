import type { CallExpression, Node, Statement } from '@babel/types';
import type { Binding } from '../syntax/scope.js';
import { findOwn, isFunctionNode, walk } from '../syntax/walk.js';
import { aliasedBuiltin } from './builtin-alias.js';
import { calleeName, resolveCallee, type Callee } from './callee.js';
import { isNoop } from './continuation.js';
import type { FileContext } from './file-context.js';
import { fieldBindingOf } from './methods/callback-field.js';
import { errorParameter, handlerOf, type Handler } from './handler.js';
import { libraryFunctionOf, type LibraryFunction } from './libraries/value-shape.js';
import { endsSomething, isCallbackName, takesNoContinuation } from './names-by-convention.js';
import {
  appliedName,
  isCalledWithMore,
  isPlainlyErrorFirst,
  isWalkWithEnd,
  takesLock,
  tellsExistence,
} from './telling-calls.js';
import type { BuiltinCallback } from './profiles/builtin-callback.js';

/** What receives the result of an operation: a function, or the continuation of the enclosing function passed on. */
export type Receiver =
  | { readonly kind: 'handler'; readonly handler: Handler }
  | { readonly kind: 'continuation'; readonly binding: Binding };

/** One asynchronous call whose result arrives later through a callback. */
export interface Operation {
  readonly call: CallExpression;
  readonly callee: Callee;
  /** Index of the callback among the arguments. */
  readonly at: number;
  readonly receiver: Receiver;
  /** `error-first`: `(err, value…)`; `value`: `(value…)`; `timer`: a deferred call such as `setTimeout`. */
  readonly kind: 'error-first' | 'value' | 'timer';
  /** Set when a profile says how the callee calls back. */
  readonly library?: LibraryFunction;
}

/** The call that a statement consists of: `f();`, `return f();` or `return void f();`. */
export function statementCall(statement: Statement): { call: CallExpression; returned: boolean } | undefined {
  if (statement.type === 'ExpressionStatement' && statement.expression.type === 'CallExpression') {
    return { call: statement.expression, returned: false };
  }
  if (statement.type === 'ReturnStatement' && statement.argument) {
    const value =
      statement.argument.type === 'UnaryExpression' && statement.argument.operator === 'void'
        ? statement.argument.argument
        : statement.argument;
    if (value.type === 'CallExpression') return { call: value, returned: true };
  }
  return undefined;
}

export interface OperationHints {
  /** True for a name that is the continuation of a function being planned. */
  readonly isContinuation: (binding: Binding) => boolean;
  /** How a local function is called back, when this is known. */
  readonly localKind: (callee: Callee) => { at: number; kind: 'error-first' | 'value' } | 'none' | undefined;
  /** True for a function of the project that surely calls back once, with values and no error. */
  readonly givesValue: (call: CallExpression, handler: Handler) => boolean;
  /** Whether a call may hand the continuation on where its name does not say so. */
  readonly handsOn: boolean;
  /** True for a function that completes the one being planned, itself or through another. */
  readonly completes: (fn: Handler['fn']) => boolean;
}

/** Recognises a call as an operation: by the builtin table, by what the local callee does, or by Node's convention. */
export function matchOperation(
  context: FileContext,
  call: CallExpression,
  hints: OperationHints,
): Operation | undefined {
  const callee = resolveCallee(context, call);
  if (callee.kind === 'builtin') return builtinOperation(context, call, callee, callee.entry, hints);
  const library = libraryFunctionOf(context, call);
  if (library?.fn.callback === 'none') return undefined;
  const described = library && libraryOperation(context, call, callee, library, hints);
  if (described) return described;
  const known = hints.localKind(callee);
  if (known === 'none') return undefined;
  if (known) {
    const at = known.at < call.arguments.length ? known.at : call.arguments.length - 1;
    const operation = operationAt(context, call, callee, at, known.kind, hints);
    return operation && isAsked(context, operation) ? undefined : operation;
  }
  if (
    takesNoContinuation(calleeName(call)) &&
    !isPlainlyErrorFirst(context, call) &&
    !isMethodNamedApply(context, call, hints) &&
    !isControlFlow(callee) &&
    !isWalkWithEnd(context, call) &&
    !isHandOver(context, call, hints)
  )
    return undefined;
  const alias = aliasedBuiltin(context, call);
  if (alias?.kind === 'value') return builtinOperation(context, call, callee, alias, hints);
  return conventionalOperation(context, call, callee, hints);
}

/** `addParser('json', function (text, cb) { cb(null, JSON.parse(text)); })`: it is asked for a result, and gets none. */
function isAsked(context: FileContext, { receiver }: Operation): boolean {
  const fn = receiver.kind === 'handler' ? receiver.handler.fn : undefined;
  if (!fn || fn.params.length < 2 || errorParameter(fn)) return false;
  const last = fn.params.at(-1);
  const binding = last?.type === 'Identifier' && isCallbackName(last.name) ? context.scopes.bindingOf(last) : undefined;
  // Converted code hands it to the shim instead of calling it.
  return (
    binding?.references.some(({ identifier }) =>
      /^(?:callee|arguments)$/.test(context.parents.get(identifier)?.key ?? ''),
    ) ?? false
  );
}

function builtinOperation(
  context: FileContext,
  call: CallExpression,
  callee: Callee,
  entry: BuiltinCallback,
  hints: OperationHints,
): Operation | undefined {
  const at = entry.last
    ? call.arguments.length - 1
    : (entry.positions.find((position) => position < call.arguments.length) ?? -1);
  const kind = entry.module === 'timers' ? 'timer' : entry.kind;
  return operationAt(context, call, callee, at, kind, hints);
}

function libraryOperation(
  context: FileContext,
  call: CallExpression,
  callee: Callee,
  library: LibraryFunction,
  hints: OperationHints,
): Operation | undefined {
  const { callback, convention = 'error-first' } = library.fn;
  const positions = callback === 'last' ? [call.arguments.length - 1] : callback === 'none' ? [] : callback;
  for (const at of positions) {
    const operation = operationAt(context, call, callee, at, convention, hints);
    if (operation) return { ...operation, library };
  }
  return undefined;
}

const names = new WeakMap<FileContext, Set<string>>();

/** Names of methods and functions that some call in the file gives an error-first handler. */
function conventionalNames(context: FileContext): Set<string> {
  let found = names.get(context);
  if (!found) {
    found = new Set();
    names.set(context, found);
    collectConventionalNames(context, found);
  }
  return found;
}

function collectConventionalNames(context: FileContext, found: Set<string>): void {
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'CallExpression' || takesNoContinuation(calleeName(node))) return;
      const last = node.arguments.at(-1);
      const handler = last && handlerOf(context, last);
      if (handler && errorParameter(handler.fn)) found.add(calleeName(node));
    },
  });
}

/** `async.map(list, each, done)`: methods with the names of those of arrays, which complete when all is done. */
export const isControlFlow = (callee: Callee): boolean =>
  callee.kind === 'module' &&
  /^(?:async|neo-async)(?:\/|$)/.test(callee.specifier) &&
  !/^(?:queue|priorityQueue|cargo)$/.test(callee.member ?? '');

/** `cache.set(key, value, ttl, callback)`: what gets the callback of the function beside what is to be kept is a store. */
function isHandOver(context: FileContext, call: CallExpression, hints: OperationHints): boolean {
  const last = call.arguments.at(-1);
  if (!hints.handsOn || !last || receiverOf(context, last, hints)?.kind !== 'continuation') return false;
  const name = calleeName(call);
  if (name === 'call') return call.arguments.length > 1 && !takesNoContinuation(appliedName(call));
  const needed = name === 'find' ? 2 : /^(?:set|add)$/.test(name) ? 3 : Infinity;
  return call.arguments.length >= needed && !isFunctionNode(call.arguments[0]);
}

/** `request.apply(callback)`: a callback would make no sense as the `this` of a function that is applied to nothing. */
function isMethodNamedApply(context: FileContext, call: CallExpression, hints: OperationHints): boolean {
  const [only, ...others] = call.arguments;
  return (
    calleeName(call) === 'apply' &&
    call.callee.type === 'MemberExpression' &&
    only !== undefined &&
    others.length === 0 &&
    receiverOf(context, only, hints) !== undefined
  );
}

/** An unknown callee whose last argument is an error-first function follows Node's convention. */
function conventionalOperation(
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

function operationAt(
  context: FileContext,
  call: CallExpression,
  callee: Callee,
  at: number,
  kind: Operation['kind'],
  hints: OperationHints,
): Operation | undefined {
  const argument = call.arguments[at];
  const receiver = argument && receiverOf(context, argument, hints);
  if (!receiver || call.callee.type === 'Super' || call.callee.type === 'V8IntrinsicIdentifier') return undefined;
  return receiver.kind === 'handler' && doesNothing(receiver.handler)
    ? undefined
    : { call, callee, at, receiver, kind };
}

/** `stream.close(noop)`: the call is all there is, and nobody waits for it. */
const doesNothing = ({ fn }: Handler): boolean => fn.params.length === 0 && isNoop(fn);

function receiverOf(context: FileContext, argument: Node, hints: OperationHints): Receiver | undefined {
  if (argument.type === 'Identifier') {
    const binding = context.scopes.bindingOf(argument);
    if (binding && hints.isContinuation(binding)) return { kind: 'continuation', binding };
  }
  const field = fieldBindingOf(argument);
  if (field && hints.isContinuation(field)) return { kind: 'continuation', binding: field };
  const handler = handlerOf(context, argument);
  return handler && { kind: 'handler', handler };
}
