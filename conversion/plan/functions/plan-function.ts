import type { Function as FunctionNode } from '@babel/types';
import type { Continuation } from '../../../analysis/continuation.js';
import { worksWithoutCallback } from '../../../analysis/without-callback.js';
import { isSelf } from '../../../analysis/self.js';
import { keysOfCall, keysOfFunction } from '../../../analysis/timing/function-key.js';
import { isAskedForArity } from '../../../analysis/callback-arity.js';
import { Decline } from '../../decline.js';
import { spanOf, type Span } from '../../items.js';
import { cannotGoOn, checkGenerator, onlyHandsOn, waitsForNothing } from '../timing/at-once.js';
import { checkExceptions } from '../timing/exceptions.js';
import { documentPromise } from '../jsdoc/document-promise.js';
import { checkContinuationFunctions } from '../completions/continuation-function.js';
import { settleConvention, settlePlain, type ConventionResult } from '../completions/convention.js';
import { checkField, dropField } from '../regions/callback-field.js';
import { dropDefaults } from '../leftovers/drop-defaults.js';
import { noteThrows } from '../timing/note-throws.js';
import { planList, requireCompletion } from '../statements/plan-list.js';
import { blockList, isPlain, noFlow, type Region, type StatementList } from '../regions/region.js';
import { checkValidation } from '../timing/validation.js';
import { checkObservedTiming } from '../timing/observed-timing.js';
import { checkExpectedThrow } from '../timing/expected-throw.js';
import { checkReturnedExpression, checkReturnedHandles, checkReturnedResult } from '../operations/returned-handle.js';
import { hoistShared, stillShared } from './shared-variables.js';
import { trimContinuationFunctions } from '../leftovers/trailing-return.js';
import { returnDirectly } from '../leftovers/return-directly.js';
import { typeContinuationFunctions } from '../typed/async-result.js';
import { isTypeScript } from '../typed/declared-type.js';
import { isPlainBody } from './arrow-body.js';
import { listUpTo, regionEnd, regionList } from './moved-statements.js';
import { soleOperationWithRest } from './sole-operation.js';
import { valueBehind } from './value-behind.js';
import { isWorthConverting } from './worth-converting.js';
import { takesCallbackOnly, wrapBody } from './wrap-body.js';
import { isWithin } from '../../../syntax/within.js';

export interface FunctionPlan {
  readonly result: ConventionResult;
  /** The first statement that moved into the async body; what stands before it stays as it is. */
  readonly from: number;
  /** False when callers in the file have to hand over a callback all the same. */
  readonly direct: boolean;
}

/**
 * Plans a callback function whose signature stays: what begins with the first operation moves into
 * `return asCallback(cb, async () => { … })`.
 *
 * @param from index of the statement with which the async body begins
 * @returns `undefined` when the function has nothing of its own to convert
 */
export function planCallbackFunction(
  region: Region,
  fn: FunctionNode,
  continuation: Continuation,
  from: number,
): FunctionPlan | undefined {
  const body = fn.body;
  if (body.type !== 'BlockStatement' && !isPlainBody(region, fn)) return undefined;
  const { statements } = blockList(body);
  if (fn.async || fn.generator) throw new Decline('function-is-special', fn, {});
  dropField(region, fn);
  const to = regionEnd(statements, from);
  const list = body.type === 'BlockStatement' ? regionList(region, body, from, to) : blockList(body);
  checkObservedTiming(region, fn, list.statements);
  checkExpectedThrow(region, fn, statements[from]!, continuation.names);
  list.statements.forEach((statement) => checkReturnedHandles(region, fn, statement));
  if (body.type !== 'BlockStatement') checkReturnedExpression(region, fn, statements[0]!);
  checkReturnedResult(region, fn);
  const host = region.rootHost;
  const isSole = soleOperationWithRest(region, statements, from, to);
  const given = isSole ? undefined : valueBehind(region, fn, statements.slice(from, to));
  const after = isSole ? statements[to - 1]! : given;
  const planned = after ? listUpTo(list, given ?? statements[from + 1]!) : list;
  const shared = hoistShared(region, fn, planned);
  const ends = planList(region, planned, true, noFlow, host);
  const needsOperation = isPlain(region.mode) || region.completions.length === 0;
  if (region.operations.length === 0 && needsOperation) return undefined;
  if (region.atOnce) checkBody(region, fn);
  requireCompletion(region, ends, statements[from]!, 'the function');
  checkContinuationFunctions(region);
  checkEscapes(region, fn, planned, continuation);
  checkField(region);
  checkExceptions(region, fn, planned.statements);
  checkValidation(region, fn, planned.statements);
  const result = isPlain(region.mode) ? settlePlain(region.completions) : settleConvention(region.completions, true);
  if (!result) throw new Decline('completions-disagree', fn, {});
  if (!isWorthConverting(region, planned, isSync(region))) return undefined;
  if (isSync(region) || (region.atOnce && onlyHandsOn(region))) noteThrows(region, fn, planned.statements);
  if (result.usesValues) region.shim.add('values');
  region.shim.add('asCallback');
  typeContinuationFunctions(region, fn, continuation, result);
  trimContinuationFunctions(region);
  returnDirectly(region);
  const moved = [planned.span, ...continuationSpans(region), ...[...region.inlined].map(spanOf)];
  const defaults = dropDefaults(region, fn, continuation, moved);
  wrapBody(region, fn, planned, continuation, result, after, stillShared(region, shared, planned));
  const direct =
    !takesCallbackOnly(region, fn) &&
    after?.type !== 'ReturnStatement' &&
    worksWithoutCallback(region.context, continuation, [...moved, ...defaults]);
  if (direct && result.regular && !isPlain(region.mode)) documentPromise(region, fn, continuation, result.convention);
  return { result, from, direct };
}

const isSync = (region: Region): boolean => region.atOnce && waitsForNothing(region);

/** A generator that only waits for a timer is no better than what it was. */
function checkBody(region: Region, fn: FunctionNode): void {
  checkGenerator(region, fn, true);
  const hasHandler = region.operations.some(({ receiver, kind }) => receiver.kind === 'handler' && kind !== 'timer');
  const handsOn = onlyHandsOn(region) && !isTypeScript(region.context) && !handsToItself(region, fn);
  if (!hasHandler && !waitsForNothing(region) && !handsOn) throw cannotGoOn(fn);
}

/** `next(i + 1, cb)`, `this.next(i + 1, cb)`: helpers inside of one another would need more stack than the calls did. */
function handsToItself({ context, operations }: Region, fn: FunctionNode): boolean {
  const own = new Set(keysOfFunction(context, fn));
  return operations.some(({ call }) => {
    const { callee } = call;
    const isOwn =
      callee.type === 'Identifier' || (callee.type === 'MemberExpression' && isSelf(context, callee.object));
    return isOwn && keysOfCall(context, call).some((key) => own.has(key));
  });
}

const continuationSpans = (region: Region): Span[] => [...region.continuationFunctions.keys()].map(spanOf);

/** A continuation that is stored, passed on in another way or called where it can't be followed stays a callback. */
function checkEscapes(region: Region, fn: FunctionNode, list: StatementList, continuation: Continuation): void {
  const spans = [list.span, ...continuationSpans(region)];
  for (const binding of continuation.names) {
    for (const { identifier, kind } of binding.references) {
      const moved = spans.some((span) => isWithin(identifier, span));
      // `cb = null` in a listener decides whether a later completion still calls anybody.
      const isSetLater = kind !== 'read' && region.context.parents.enclosingFunction(identifier) !== fn;
      if ((moved || isSetLater) && !region.consumed.has(identifier) && !isAskedForArity(region.context, identifier))
        throw new Decline('continuation-escapes', identifier, { name: binding.name });
    }
  }
}
