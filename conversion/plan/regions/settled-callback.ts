import type { Function as FunctionNode, Statement } from '@babel/types';
import { continuationsOf } from '../../../analysis/continuation.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { bindingOfFunction } from '../../../analysis/local-function.js';
import { memberContinuationsOf } from '../../../analysis/member-continuation.js';
import { isCallbackName } from '../../../analysis/names-by-convention.js';
import { testContinuation } from '../../../analysis/test-callback.js';
import { isFunctionNode } from '../../../syntax/walk.js';
import type { Binding, Reference } from '../../../syntax/scope.js';
import { kindOf } from '../rounds/initial-locals.js';
import { isExecutor } from '../functions/special-function.js';

/** A callback of a function around a statement. */
export interface SettledCallback {
  readonly binding: Binding;
  /** What is handed to `asCallback`. */
  readonly delivered: string;
}

/**
 * The callbacks of the functions around a statement, the innermost first: only those that have their value when the
 * statement runs, and keep it. A member of an argument is read when it is called.
 */
export function settledCallbacks(context: FileContext, statement: Statement): SettledCallback[] {
  const found = new Map<Binding, SettledCallback>();
  for (const fn of context.parents.ancestors(statement)) {
    if (!isFunctionNode(fn) || isExecutor(context, fn) || testContinuation(context, fn)) continue;
    for (const continuation of continuationsOf(context, fn)) {
      if (kindOf(context, continuation) !== 'error-first') continue;
      for (const binding of continuation.names)
        // `log(err, text)` tells somebody something, it need not be the end of anything.
        if (isCallbackName(binding.name) && isSettled(context, fn, binding, statement))
          found.set(binding, { binding, delivered: binding.name });
    }
    for (const continuation of memberContinuationsOf(context, fn)) {
      const { delivered, names } = continuation;
      if (kindOf(context, continuation) !== 'error-first') continue;
      for (const binding of names)
        if (meansHolder(context, binding, statement)) found.set(binding, { binding, delivered });
    }
  }
  return [...found.values()];
}

/** Whether `req` of `req.callback` is the argument where the statement stands. */
function meansHolder({ scopes }: FileContext, { name, declarations }: Binding, statement: Statement): boolean {
  const holder = scopes.lookup(scopes.scopeOf(statement), name.split('.')[0]!);
  return holder?.declarations[0] === declarations[0];
}

function isSettled(context: FileContext, fn: FunctionNode, binding: Binding, statement: Statement): boolean {
  const { scopes } = context;
  if (scopes.functionScope(fn).hasDirectEval) return false;
  if (scopes.lookup(scopes.scopeOf(statement), binding.name) !== binding) return false;
  const writes = binding.references.filter(({ kind }) => kind !== 'read');
  const set = Math.max(
    ...[...writes.map(({ identifier }) => identifier), ...binding.declarations].map(({ end }) => end!),
  );
  return writes.every((write) => isAtTop(context, fn, write)) && runsBehind(context, fn, statement, set);
}

/** A variable that is set in a loop or in another function may be set again. */
function isAtTop({ parents }: FileContext, fn: FunctionNode, { identifier }: Reference): boolean {
  for (const parent of parents.ancestors(identifier)) {
    if (parent === fn) return true;
    if (isFunctionNode(parent) || /^(?:For|While|DoWhile)/.test(parent.type)) return false;
  }
  return false;
}

/** Whether a statement runs when everything up to a place in the function around has run. */
function runsBehind(context: FileContext, fn: FunctionNode, statement: Statement, place: number): boolean {
  if (statement.start! < place) return false;
  for (const around of context.parents.ancestors(statement)) {
    if (around === fn) return true;
    if (around.type === 'FunctionDeclaration' && isUsedBefore(context, around, place)) return false;
    // There the name may stand for something else each time.
    if (around.type === 'WithStatement') return false;
  }
  return false;
}

/** Function declarations can be called above the place where they stand. */
const isUsedBefore = (context: FileContext, fn: FunctionNode, place: number): boolean =>
  bindingOfFunction(context, fn)?.references.some(({ identifier }) => identifier.start! < place) ?? true;
