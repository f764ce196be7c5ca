import type { Function as FunctionNode } from '@babel/types';
import type { Continuation } from '../../../analysis/continuation.js';
import { findOwn } from '../../../syntax/walk.js';
import { parametersOf } from '../../../syntax/parameters.js';
import { Decline } from '../../decline.js';
import { asyncPosition } from './async-position.js';
import { checkContinuationFunctions } from '../completions/continuation-function.js';
import { checkExceptions } from '../timing/exceptions.js';
import { settleConvention } from '../completions/convention.js';
import { planList, requireCompletion } from '../statements/plan-list.js';
import type { FunctionPlan } from './plan-function.js';
import { updateJsdoc } from '../jsdoc/update-jsdoc.js';
import { blockList, noFlow, type Region } from '../regions/region.js';
import { returnDirectly } from '../leftovers/return-directly.js';
import { listItems } from '../statements/statement-items.js';
import { trimContinuationFunctions, withoutTrailingReturn } from '../leftovers/trailing-return.js';
import { typeAsyncFunction, typeContinuationFunctions, typeOverloads } from '../typed/async-result.js';
import { isTypeScript } from '../typed/declared-type.js';
import { lastParameterSpan, leavesUnusedTypes } from '../typed/signature.js';

/**
 * Plans a function that all its callers await: it becomes `async`, and its callback parameter goes.
 *
 *     function load(path, cb) { read(path, function (err, text) { … cb(null, v); }); }
 *     async function load(path) { const text = await read(path); … return v; }
 */
export function planAsyncFunction(
  region: Region,
  fn: FunctionNode,
  continuation: Continuation,
): FunctionPlan | undefined {
  const { body } = fn;
  if (body.type !== 'BlockStatement' || continuation.at !== parametersOf(fn).length - 1) throw needsCallback(fn);
  if (continuation.names.size > 1 || continuation.tolerant || throwsAtOnce(fn)) throw needsCallback(fn);
  if (region.atOnce || !canSayTypes(region, fn)) throw needsCallback(fn);
  const list = blockList(body);
  const ends = planList(region, list, true, noFlow, region.rootHost);
  if (region.operations.length === 0 && region.completions.length === 0) return undefined;
  requireCompletion(region, ends, fn, 'the function');
  checkContinuationFunctions(region);
  checkExceptions(region, fn, list.statements);
  const left = [...continuation.names]
    .flatMap((binding) => binding.references)
    .find(({ identifier }) => !region.consumed.has(identifier));
  if (left) throw new Decline('continuation-escapes', left.identifier, { name: left.identifier.name });
  const result = settleConvention(region.completions, false);
  if (!result || region.tolerant) throw needsCallback(fn);
  trimContinuationFunctions(region);
  returnDirectly(region);
  withoutTrailingReturn(region, listItems(region, list));
  makeAsync(region, fn);
  typeContinuationFunctions(region, fn, continuation, result);
  typeAsyncFunction(region, fn, continuation, result);
  typeOverloads(region, fn, continuation, result);
  updateJsdoc(region, fn, continuation, result.convention);
  return { result, from: 0, direct: true };
}

const needsCallback = (fn: FunctionNode): Decline => new Decline('function-is-special', fn, {});

/** Validation that throws must go on to throw before the function returns. */
const throwsAtOnce = (fn: FunctionNode): boolean =>
  findOwn(fn.body, ({ type }) => type === 'ThrowStatement') !== undefined;

/** Flow has types as well, and TypeScript may say them in several declarations. */
function canSayTypes({ context }: Region, fn: FunctionNode): boolean {
  if (isTypeScript(context)) return !leavesUnusedTypes(context, fn);
  return fn.returnType == null && !fn.params.some((param) => 'typeAnnotation' in param && param.typeAnnotation != null);
}

/** Takes the last parameter away, and puts `async` in front. */
export function makeAsync(region: Region, fn: FunctionNode): void {
  const { text } = region.context.file.source;
  const parameter = fn.params.at(-1)!;
  const isBare = fn.type === 'ArrowFunctionExpression' && text.slice(fn.start!, parameter.start!).trim() === '';
  // `cb => …`: both stand in the same place.
  const at = asyncPosition(region, fn);
  if (!isBare) region.replacements.push({ start: at, end: at, items: [], needsBlock: false, inline: ['async '] });
  const inline = isBare ? ['async ()'] : [];
  region.replacements.push({ ...lastParameterSpan(text, fn.params), items: [], needsBlock: false, inline });
}
