import type { CallExpression } from '@babel/types';
import { aliasedBuiltin } from '../builtin-alias.js';
import { calleeName, resolveCallee, type Callee } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { errorParameter } from '../handler.js';
import { libraryFunctionOf, type LibraryFunction } from '../libraries/value-shape.js';
import { isCallbackName, takesNoContinuation } from '../names-by-convention.js';
import type { BuiltinCallback } from '../profiles/builtin-callback.js';
import { conventionalOperation } from './conventional-operation.js';
import { isHandOver, isMethodNamedApply } from './hand-over.js';
import { operationAt } from './operation-at.js';
import type { Operation, OperationHints } from './operation.js';
import { timerOf } from './own-timer.js';
import { isPlainlyErrorFirst, isWalkWithEnd } from './telling-calls.js';

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
  const timer = callee.kind === 'local' ? timerOf(context, callee.fn) : undefined;
  if (timer) {
    const operation = operationAt(context, call, callee, 0, 'timer', hints);
    return operation && { ...operation, isTick: timer === 'nextTick' };
  }
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

/** `async.map(list, each, done)`: methods with the names of those of arrays, which complete when all is done. */
export const isControlFlow = (callee: Callee): boolean =>
  callee.kind === 'module' &&
  /^(?:async|neo-async)(?:\/|$)/.test(callee.specifier) &&
  !/^(?:queue|priorityQueue|cargo)$/.test(callee.member ?? '');
