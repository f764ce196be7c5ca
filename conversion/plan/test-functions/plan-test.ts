import type { Function as FunctionNode } from '@babel/types';
import type { Continuation } from '../../../analysis/continuation.js';
import { replacesPromise } from '../../../analysis/replaced-promise.js';
import { testFunctionOf, usesFakeTimers } from '../../../analysis/test-callback.js';
import { matchOperation } from '../../../analysis/operations/match-operation.js';
import { findNode } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import { spanOf } from '../../items.js';
import { checkContinuationFunctions } from '../completions/continuation-function.js';
import { hintsOf } from '../attempts/hints.js';
import { isSurelyLater } from '../timing/non-tail.js';
import { makeAsync } from '../functions/plan-async-function.js';
import { planList, requireCompletion } from '../statements/plan-list.js';
import { blockList, noFlow, type Region } from '../regions/region.js';
import { listItems } from '../statements/statement-items.js';
import { settleTestCompletions } from './test-completion.js';
import { trimContinuationFunctions, withoutTrailingReturn } from '../leftovers/trailing-return.js';

/**
 * Plans a test or a hook that ends by its callback: it becomes `async`, and the callback goes, because a test runner waits
 * for the promise of a function that takes none.
 *
 *     it('loads', function (done) { load(p, function (err, v) { if (err) return done(err); … done(); }); });
 *     it('loads', async function () { const v = await load(p); … });
 *
 * @returns false when it is over before it returns
 * @throws {Decline} when it has to keep its callback
 */
export function planTest(region: Region, fn: FunctionNode, continuation: Continuation): boolean {
  if (fn.async || fn.generator) throw new Decline('function-is-special', fn, {});
  const { parameter, names } = continuation;
  const { name } = parameter!;
  if (isOverAtOnce(region, fn, continuation)) return false;
  const { active } = testFunctionOf(region.context, fn)!;
  if (!active.awaitsTests) throw new Decline('test-runner-too-old', fn, { runner: active.name });
  if (usesFakeTimers(region.context)) throw new Decline('test-turns-the-clock', fn, {});
  if (replacesPromise(region.context)) throw new Decline('test-replaces-promise', fn, {});
  if (names.size > 1 || !promiseType(region, fn)) throw new Decline('continuation-escapes', fn, { name });
  const list = blockList(fn.body);
  const ends = planList(region, list, true, noFlow, region.rootHost);
  if (region.operations.length === 0 && region.consumed.size === 0)
    throw new Decline('test-waits-for-events', fn, { name });
  requireCompletion(region, ends, fn, 'the test');
  checkContinuationFunctions(region);
  const left = parameter!.references.find(({ identifier }) => !region.consumed.has(identifier));
  if (left) throw new Decline('test-waits-for-events', left.identifier, { name });
  if (!settleTestCompletions(region.completions)) throw new Decline('completions-disagree', fn, {});
  const early = region.operations.find((operation) => !isSurelyLater(region, operation));
  if (early) region.notes.push(new Decline('completes-later', early.call, { name: 'the test' }));
  trimContinuationFunctions(region);
  withoutTrailingReturn(region, listItems(region, list));
  if (fn.body.type !== 'BlockStatement') enclose(region, fn);
  makeAsync(region, fn);
  return true;
}

/** `: void` becomes `: Promise<void>`. @returns false for a type that says more */
function promiseType(region: Region, { returnType }: FunctionNode): boolean {
  if (!returnType) return true;
  if (returnType.type !== 'TSTypeAnnotation' || returnType.typeAnnotation.type !== 'TSVoidKeyword') return false;
  const { start, end } = spanOf(returnType.typeAnnotation);
  region.replacements.push({ start, end, items: [], needsBlock: false, inline: ['Promise<void>'] });
  return true;
}

/** `function (done) { …; done(); }`: there is nothing to wait for. */
function isOverAtOnce({ context: { parents } }: Region, fn: FunctionNode, { parameter }: Continuation): boolean {
  return parameter!.references.every(
    ({ identifier }) => parents.get(identifier)?.key === 'callee' && parents.enclosingFunction(identifier) === fn,
  );
}

/** `(done) => store.clear(done)`: statements take the place of the expression. */
function enclose(region: Region, { body }: FunctionNode): void {
  if (body.extra?.['parenthesized']) throw new Decline('test-waits-for-events', body, { name: 'the callback' });
  const at = region.replacements.findIndex(({ start, end }) => start === body.start && end === body.end);
  const planned = region.replacements[at]!;
  // A blank keeps a single statement from standing without braces.
  region.replacements[at] = { ...planned, items: [{ kind: 'blank' }, ...planned.items], needsBlock: true };
}

/**
 * A test that ends by a method of its argument, `t.end()`, stays: when it is over is told by many calls together.
 *
 * @returns false when the function is no such test, or waits for nothing
 * @throws {Decline} when it is one
 */
export function holdsTestOfHandle(region: Region, fn: FunctionNode): false {
  const test = testFunctionOf(region.context, fn);
  if (test?.active.runner.ends.by !== 'handle') return false;
  const found = findNode(fn.body, (node) => {
    if (node.type !== 'CallExpression') return false;
    const operation = matchOperation(region.context, node, hintsOf(region));
    return operation?.kind === 'error-first' && operation.receiver.kind === 'handler';
  });
  if (found) throw new Decline('test-ends-by-handle', found, {});
  return false;
}
