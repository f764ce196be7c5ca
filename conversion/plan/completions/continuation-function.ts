import type { CallExpression, Function as FunctionNode, Identifier, Statement } from '@babel/types';
import { continuationBindingOf } from '../../../analysis/member-continuation.js';
import { functionOfBinding } from '../../../analysis/local-function.js';
import { statementCall } from '../../../analysis/operations/operation.js';
import type { Binding } from '../../../syntax/scope.js';
import { delegateWord } from '../timing/at-once.js';
import { Decline } from '../../decline.js';
import { line, spanOf } from '../../items.js';
import { fieldIn } from '../regions/callback-field.js';
import {
  isSpecial,
  methodBinding,
  methodOfRegion,
  methodsIn,
  ownMethodAround,
  propertyOf,
  usesField,
} from './continuation-method.js';
import { behindName, type Host } from '../names/host.js';
import { withoutOnceGuard } from './once-guard.js';
import { beyondReach } from '../loop/loop-frame.js';
import { planCalledLoop } from '../loop/plan-loop.js';
import { readSelfLoop } from '../loop/read-self-loop.js';
import { NamePlan } from '../names/name-plan.js';
import { makeSuspendable } from '../functions/make-suspendable.js';
import { planList, requireCompletion } from '../statements/plan-list.js';
import { listItems } from '../statements/statement-items.js';
import { withoutTrailingReturn } from '../leftovers/trailing-return.js';
import { blockList, noFlow, replace, type Ends, type Region } from '../regions/region.js';
import { isWithin } from '../../../syntax/within.js';

/** A call of a local function that carries the completion of the region: `return next(i + 1)`. */
export interface ContinuationCall {
  readonly call: CallExpression;
  readonly returned: boolean;
  readonly fn: FunctionNode;
  /** Missing for a function that is called where it is written. */
  readonly binding: Binding | undefined;
}

/** Reads a statement as a call of a local function through which the region completes. */
export function matchContinuationCall(region: Region, statement: Statement): ContinuationCall | undefined {
  if (region.mode.kind !== 'callback') return undefined;
  const plain = statementCall(statement);
  if (!plain) return undefined;
  const { callee } = plain.call;
  if (callee.type === 'FunctionExpression' && carriesContinuation(region, callee, new Set()))
    return { ...plain, fn: callee, binding: undefined };
  const method = methodOfRegion(region, callee);
  if (method) return carriesContinuation(region, method.fn, new Set()) ? { ...plain, ...method } : undefined;
  if (callee.type !== 'Identifier') return undefined;
  const binding = region.context.scopes.bindingOf(callee);
  const fn = binding && (functionOfBinding(region.context, binding) ?? namedExpression(region, binding));
  if (!fn || !carriesContinuation(region, fn, new Set())) return undefined;
  return { ...plain, fn, binding };
}

/** `(function next(i) { … next(i + 1) … })(0)`: inside, the name stands for the function itself. */
function namedExpression(region: Region, binding: Binding): FunctionNode | undefined {
  const link = binding.declarations[0] && region.context.parents.get(binding.declarations[0]);
  return link?.parent.type === 'FunctionExpression' && link.key === 'id' ? link.parent : undefined;
}

/** True when the function completes the region, itself or through another such function. */
export function carriesContinuation(region: Region, fn: FunctionNode, seen: Set<FunctionNode>): boolean {
  const { mode, context, locals } = region;
  if (mode.kind !== 'callback' || seen.has(fn)) return false;
  if (region.continuationFunctions.has(fn)) return true;
  if (locals.get(fn)?.verdict !== undefined && locals.get(fn)!.verdict !== 'leave') return false;
  seen.add(fn);
  if (usesField(region, fn) || methodsIn(region, fn.body).some((method) => carriesContinuation(region, method, seen)))
    return true;
  return context.scopes.referencesIn(fn.body).some(({ binding, identifier }) => {
    if (!binding) return false;
    if (mode.continuations.has(continuationBindingOf(context, identifier)!)) return true;
    const target = functionOfBinding(context, binding);
    return (
      target !== undefined && target !== fn && isNestedIn(region, target) && carriesContinuation(region, target, seen)
    );
  });
}

/** Only functions written inside the planned function can complete it. */
function isNestedIn(region: Region, fn: FunctionNode): boolean {
  const { mode } = region;
  if (mode.kind !== 'callback') return false;
  if (fieldIn(region)) return ownMethodAround(region, fn);
  return [...mode.continuations].every((binding) => isWithin(fn, binding.scope));
}

/** The call becomes the value of the region; the function becomes async. */
export function planContinuationCall(
  region: Region,
  statement: Statement,
  { call, returned, fn, binding }: ContinuationCall,
  tail: boolean,
  host: Host,
): Ends {
  if (!returned && !tail)
    throw new Decline('code-after-completion', statement, { name: binding?.name ?? 'the function' });
  const loop = region.continuationFunctions.has(fn) ? undefined : readSelfLoop(region, fn, statement, host);
  if (loop) return planCalledLoop(region, statement, loop, call, host);
  if (call.callee.type === 'Identifier') region.consumed.add(call.callee);
  if (call.callee.type === 'MemberExpression') region.consumed.add(propertyOf(call.callee));
  planContinuationFunction(region, fn, host);
  const word = delegateWord(region, fn);
  const value = returned ? spanOf(call) : continuationCallSpan(region, statement, call);
  // A branch of `return err ? fail(err) : …` has no `return` of its own in the source.
  const saysReturn = returned && statement.start !== call.start;
  if (!saysReturn || region.atOnce) replace(region, statement, [line('return ', word, value)]);
  return 'always';
}

/** The call as a statement says it, without its semicolon. */
export function continuationCallSpan(
  region: Region,
  statement: Statement,
  call: CallExpression,
): { start: number; end: number } {
  // An immediately called function stands in parentheses that belong to the statement.
  const text = region.context.file.source.text;
  const end = text[statement.end! - 1] === ';' ? statement.end! - 1 : statement.end!;
  return statement.type === 'ExpressionStatement' ? { start: statement.start!, end } : spanOf(call);
}

/** Plans the body of a local function whose paths all complete the region, and makes it async, or a generator. */
export function planContinuationFunction(region: Region, fn: FunctionNode, host: Host): void {
  if (region.continuationFunctions.get(fn) === 'item')
    throw new Decline('continuation-function-escapes', fn, { name: ('id' in fn && fn.id?.name) || 'the function' });
  if (region.continuationFunctions.has(fn)) return;
  if (fn.async || fn.generator) throw new Decline('continuation-function-special', fn, {});
  if (fn.body.type !== 'BlockStatement') throw new Decline('continuation-function-special', fn, {});
  if (isSpecial(fn)) throw new Decline('continuation-function-special', fn, {});
  void host;
  region.continuationFunctions.set(fn, 'planning');
  const waits = region.waits.count;
  const own: Host = { parent: undefined, spans: [behindName(fn)] };
  const names = new NamePlan(region.context, own, region.names);
  const inner: Region = { ...region, names, loop: beyondReach(region.loop) };
  region.namePlans.push(names);
  let ends: Ends = 'never';
  withoutOnceGuard(inner, fn, fn.body, (list) => {
    ends = planList(inner, list, true, noFlow, own);
  });
  region.tolerant ||= inner.tolerant;
  if (region.items) withoutTrailingReturn(inner, listItems(inner, blockList(fn.body)));
  requireCompletion(region, ends, fn, ('id' in fn && fn.id?.name) || 'the function');
  const isPlain = region.atOnce && !region.items && region.waits.count === waits;
  if (!isPlain) makeSuspendable(region, fn);
  region.continuationFunctions.set(fn, isPlain ? 'plain' : 'planned');
}

/** Every use of a function that became async must have been understood. */
export function checkContinuationFunctions(region: Region): void {
  for (const fn of region.continuationFunctions.keys()) {
    for (const identifier of usesOf(region, fn)) {
      if (!region.consumed.has(identifier))
        throw new Decline('continuation-function-escapes', identifier, { name: identifier.name });
    }
  }
}

function usesOf(region: Region, fn: FunctionNode): Identifier[] {
  const { scopes, parents } = region.context;
  const names: Binding[] = [];
  if ('id' in fn && fn.id) {
    const own = scopes.bindingOf(fn.id);
    if (own) names.push(own);
  }
  const parent = parents.get(fn)?.parent;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') {
    const variable = scopes.bindingOf(parent.id);
    if (variable) names.push(variable);
  }
  const method = methodBinding(region, fn);
  if (method) names.push(method);
  return names.flatMap((binding) => binding.references.map((reference) => reference.identifier as Identifier));
}
