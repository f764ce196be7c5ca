import type { Statement } from '@babel/types';
import type { Binding } from '../../../syntax/scope.js';
import { functionName } from '../../../analysis/local-function.js';
import { isFunctionNode } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import { spanOf, type Part } from '../../items.js';
import { bodyFunction, cannotGoOn, checkGenerator } from '../timing/at-once.js';
import { checkContinuationFunctions } from '../completions/continuation-function.js';
import { checkExceptions } from '../timing/exceptions.js';
import { settleConvention } from '../completions/convention.js';
import { orderMatters } from '../timing/order-conflict.js';
import { checkForeign, checkObservedOperation } from '../timing/observed-timing.js';
import { requireCompletion } from '../statements/plan-list.js';
import { planOperation, type StatementOperation } from '../operations/plan-operation.js';
import { checkQueuedCallback } from '../operations/queued-callback.js';
import { noFlow, type Region } from '../regions/region.js';
import { returnDirectly } from '../leftovers/return-directly.js';
import { checkReturnedHandles } from '../operations/returned-handle.js';
import { checkSiblingListeners } from '../timing/sibling-listeners.js';
import type { SettledCallback } from '../regions/settled-callback.js';
import { isConstructor } from './special-function.js';
import { isTailStatement } from '../timing/tail-position.js';
import { trimContinuationFunctions, withoutTrailingReturn } from '../leftovers/trailing-return.js';
import { isTypeScript } from '../typed/declared-type.js';
import { isWithin } from '../../../syntax/within.js';

/**
 * Plans an operation whose handler completes a function that as a whole stays as it is: `asCallback(cb, async () => { … })`
 * where the operation stands. What follows it stays behind it.
 *
 * @param callback what the handler calls; it keeps its value
 * @throws {Decline} where a path of the handler does not complete the function, or somebody could tell
 */
export function planCompleting(
  region: Region,
  statement: Statement,
  found: StatementOperation,
  callback: SettledCallback,
): void {
  checkPlace(region, statement, found);
  const ends = planOperation(region, statement, { ...found, returned: true }, true, noFlow, region.rootHost);
  requireCompletion(region, ends, statement, 'the callback');
  checkContinuationFunctions(region);
  checkExceptions(region, region.context.parents.enclosingFunction(statement)!, [statement]);
  if (isTypeScript(region.context) && region.continuationFunctions.size > 0) throw cannotGoOn(statement);
  checkUses(region, statement, callback.binding);
  checkAround(region, statement);
  // Lists of arguments say no more than the calls did.
  const saysMore = region.completions.some(({ shape }) => shape.kind !== 'exact');
  const result = saysMore ? settleConvention(region.completions, true) : undefined;
  if (!result) throw new Decline('completions-disagree', statement, {});
  if (result.usesValues) region.shim.add('values');
  region.shim.add('asCallback');
  trimContinuationFunctions(region);
  returnDirectly(region);
  const form = result.convention === 'void' || result.convention === 'null' ? `.${result.convention}` : '';
  wrap(region, statement, found.returned, callback.delivered, form);
}

function checkPlace(region: Region, statement: Statement, { operation, returned }: StatementOperation): void {
  const { context } = region;
  const position = isTailStatement(context, statement);
  const fn = context.parents.enclosingFunction(statement);
  if (position === 'guarded') throw new Decline('operation-in-try', statement, {});
  if (!fn || position === 'special') throw new Decline('function-is-special', statement, {});
  if (returned && isConstructor(context, fn)) throw new Decline('function-is-constructor', fn, {});
  checkReturnedHandles(region, fn, statement);
  checkForeign(region, fn, [operation.call]);
  if (region.atOnce) return checkGenerator(region, fn);
  if (position === 'followed' && orderMatters(region, statement, operation))
    throw new Decline('callee-may-complete-at-once', operation.call, { callee: operation.callee.name });
  checkObservedOperation({ ...region, mode: { kind: 'detached' } }, operation);
  checkSiblingListeners(region, operation);
  checkQueuedCallback(region, operation);
}

/** A callback that is stored or passed on from the part that moves may be called by somebody else as well. */
function checkUses(region: Region, statement: Statement, { references, name }: Binding): void {
  const moved = [statement, ...region.inlined, ...region.continuationFunctions.keys()];
  for (const { identifier } of references) {
    const isMoved = moved.some((one) => isWithin(identifier, one));
    if (isMoved && !region.consumed.has(identifier)) throw new Decline('continuation-escapes', identifier, { name });
  }
}

/** A function in which the statement stands is started by others as well: `function step(i) { get(i, function () { step(i + 1); }); }`. */
function checkAround(region: Region, statement: Statement): void {
  const { context, continuationFunctions, inlined, loopFunctions } = region;
  for (const around of context.parents.ancestors(statement))
    if (isFunctionNode(around) && [continuationFunctions, inlined, loopFunctions].some((moved) => moved.has(around)))
      throw new Decline('continuation-function-escapes', statement, { name: functionName(context, around) });
}

/** Replaces the statement by `asCallback(cb, async () => { … })`. */
function wrap(region: Region, statement: Statement, returned: boolean, callback: string, form: string): void {
  const { start, end } = spanOf(statement);
  const own = region.replacements.findIndex((planned) => planned.start === start && planned.end === end);
  const [planned] = region.replacements.splice(own, 1);
  const { helper, head, end: last } = bodyFunction(region, [statement]);
  const variant = `${helper}${region.tolerant ? '.optional' : ''}${form}`;
  // At its end a function that sometimes gives nothing must not look like one that always gives a promise.
  const leaves = returned && !isLastOfFunction(region, statement);
  const call: Part[] = [leaves ? 'return ' : '', { shim: 'asCallback' }, `${variant}(${callback}, ${head}`];
  const body = withoutTrailingReturn(region, planned!.items);
  region.replacements.push({ ...planned!, items: [{ kind: 'braced', clauses: [{ head: call, body }], end: [last] }] });
}

function isLastOfFunction({ context: { parents } }: Region, statement: Statement): boolean {
  const body = parents.get(statement)?.parent;
  if (body?.type !== 'BlockStatement' || !isFunctionNode(parents.get(body)!.parent)) return false;
  return body.body.findLast(({ type }) => type !== 'FunctionDeclaration') === statement;
}
