import type { BlockStatement, Function as FunctionNode, Statement } from '@babel/types';
import type { Continuation } from '../../../analysis/continuation.js';
import { worksWithoutCallback } from '../../../analysis/without-callback.js';
import { isAskedForArity } from '../../../analysis/callback-arity.js';
import { Decline } from '../../decline.js';
import { line, spanOf, type Item, type Part, type Span } from '../../items.js';
import { bodyFunction, cannotGoOn, checkGenerator, waitsForNothing } from '../timing/at-once.js';
import { checkExceptions } from '../timing/exceptions.js';
import { documentPromise } from '../jsdoc/document-promise.js';
import { checkContinuationFunctions } from '../completions/continuation-function.js';
import { settleConvention, settlePlain, type ConventionResult } from '../completions/convention.js';
import { checkField, dropField } from '../regions/callback-field.js';
import { dropDefaults } from '../leftovers/drop-defaults.js';
import { fanOutAt } from '../fan-out/find-fan-out.js';
import { noteThrows } from '../timing/note-throws.js';
import { planList, requireCompletion } from '../statements/plan-list.js';
import { completionIn, operationIn, relevanceOf } from '../statements/relevance.js';
import { blockList, isPlain, noFlow, type Region, type StatementList } from '../regions/region.js';
import { checkObservedTiming } from '../timing/observed-timing.js';
import { checkExpectedThrow } from '../timing/expected-throw.js';
import { checkReturnedExpression, checkReturnedHandles, checkReturnedResult } from '../operations/returned-handle.js';
import { isTick } from '../../../analysis/timing/ticks.js';
import { hoistShared, stillShared } from './shared-variables.js';
import { trimContinuationFunctions, withoutTrailingReturn } from '../leftovers/trailing-return.js';
import { returnDirectly } from '../leftovers/return-directly.js';
import { commentsWithin, listItems } from '../statements/statement-items.js';
import { orderMatters } from '../timing/order-conflict.js';
import { typeContinuationFunctions } from '../typed/async-result.js';
import { valueBehind } from './value-behind.js';

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
  const result = isPlain(region.mode) ? settlePlain(region.completions) : settleConvention(region.completions, true);
  if (!result) throw new Decline('completions-disagree', fn, {});
  if (isSync(region) && (saysExactly(region) || saysNothing(region, planned))) return undefined;
  if (isTimerAlone(region, planned) || isTickAlone(region, planned)) return undefined;
  if (isSync(region)) noteThrows(region, fn, planned.statements);
  if (result.usesValues) region.shim.add('values');
  region.shim.add('asCallback');
  typeContinuationFunctions(region, fn, continuation, result);
  trimContinuationFunctions(region);
  returnDirectly(region);
  const moved = [planned.span, ...continuationSpans(region), ...[...region.inlined].map(spanOf)];
  const defaults = dropDefaults(region, fn, continuation, moved);
  wrap(region, fn, planned, continuation, result, after, stillShared(region, shared, planned));
  const direct =
    !takesCallbackOnly(region, fn) &&
    after?.type !== 'ReturnStatement' &&
    worksWithoutCallback(region.context, continuation, [...moved, ...defaults]);
  if (direct && result.regular && !isPlain(region.mode)) documentPromise(region, fn, continuation, result.convention);
  return { result, from, direct };
}

/** All that the function does is to say that it is done. */
const saysNothing = ({ completions }: Region, { statements }: StatementList): boolean =>
  statements.length === 1 &&
  completions.length === 1 &&
  (completions[0]!.shape.kind === 'bare' ||
    (completions[0]!.shape.kind === 'success' && completions[0]!.shape.values.length === 0));

/** `setImmediate(cb)`: three lines would say no more. */
const isTimerAlone = ({ operations }: Region, { statements }: StatementList): boolean =>
  statements.length === 1 &&
  operations.length === 1 &&
  operations[0]!.kind === 'timer' &&
  operations[0]!.receiver.kind === 'continuation' &&
  operations[0]!.call.arguments.length <= 2 &&
  operations[0]!.call.arguments.every((argument) => /^(?:Identifier|NumericLiteral)$/.test(argument.type));

/** `process.nextTick(function () { cb(); })`: nothing would be left of it. */
const isTickAlone = (region: Region, list: StatementList): boolean =>
  region.operations.length === 1 && isTick(region.operations[0]!.call) && saysNothing(region, list);

/** The exact list of arguments says no more than the call of the callback did. */
const saysExactly = ({ completions }: Region): boolean => completions.some(({ shape }) => shape.kind === 'exact');

const isSync = (region: Region): boolean => region.atOnce && waitsForNothing(region);

/** A generator that only hands its callback on, or waits for a timer, is no better than what it was. */
function checkBody(region: Region, fn: FunctionNode): void {
  checkGenerator(region, fn, true);
  const hasHandler = region.operations.some(({ receiver, kind }) => receiver.kind === 'handler' && kind !== 'timer');
  if (!hasHandler && !waitsForNothing(region)) throw cannotGoOn(fn);
}

/** The run was asked for exports that give no promise. */
const takesCallbackOnly = ({ project, context }: Region, fn: FunctionNode): boolean =>
  project.exported(context.file.source.path, fn.start!)?.form === 'callback';

/** Function declarations at the end stay where they are. */
function regionEnd(statements: readonly Statement[], from: number): number {
  let to = statements.length;
  while (to > from + 1 && statements[to - 1]!.type === 'FunctionDeclaration') to--;
  return to;
}

function regionList(region: Region, body: BlockStatement, from: number, to: number): StatementList {
  const statements = body.body.slice(from, to);
  const start = startWithComments(region, statements[0]!);
  const limit = to === body.body.length ? body.end! - 1 : body.body[to]!.start!;
  const last = statements.at(-1)!.end!;
  const comments = to === body.body.length ? commentsWithin(region, { start: last, end: limit }) : [];
  return { statements, span: { start, end: comments.at(-1)?.end ?? last } };
}

/** Comments on lines of their own above a statement are about what it does: they go along. */
function startWithComments({ context: { file } }: Region, statement: Statement): number {
  const { text } = file.source;
  const indentOf = (at: number): string => text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  const indent = indentOf(statement.start!);
  let start = statement.start!;
  for (const comment of (file.ast.comments ?? []).toReversed()) {
    if (comment.end! > start) continue;
    if (text.slice(comment.end, start).trim() !== '' || indentOf(comment.start!) !== indent) break;
    start = comment.start!;
  }
  return start;
}

/** The statements of a list in front of one of them. */
function listUpTo({ statements, span }: StatementList, behind: Statement): StatementList {
  const moved = statements.slice(0, statements.indexOf(behind));
  return { statements: moved, span: { start: span.start, end: moved.at(-1)!.end! } };
}

/** Statements after a single operation run between its start and its handler: they stay after the async body. */
function soleOperationWithRest(region: Region, statements: readonly Statement[], from: number, to: number): boolean {
  const first = operationIn(region, statements[from]!);
  if (!first || first.returned || to - from < 2 || fanOutAt(region, statements[from]!)) return false;
  const rest = statements.slice(from + 1, to);
  if (
    rest.every(
      (statement) =>
        statement.type === 'FunctionDeclaration' || (statement.type === 'ReturnStatement' && !statement.argument),
    )
  )
    return false;
  const simple = rest.every((statement, index) => {
    const { operations, completions, returns } = relevanceOf(region, statement);
    const isOwnReturn = index === rest.length - 1 && statement.type === 'ReturnStatement';
    return !operations && !completions && (!returns || isOwnReturn) && !completionIn(region, statement);
  });
  if (!simple) return false;
  if (!region.atOnce && orderMatters(region, statements[from]!, first.operation))
    throw new Decline('callee-may-complete-at-once', first.operation.call, { callee: first.operation.callee.name });
  return true;
}

const continuationSpans = (region: Region): Span[] => [...region.continuationFunctions.keys()].map(spanOf);

/** A continuation that is stored, passed on in another way or called where it can't be followed stays a callback. */
function checkEscapes(region: Region, fn: FunctionNode, list: StatementList, continuation: Continuation): void {
  const spans = [list.span, ...continuationSpans(region)];
  for (const binding of continuation.names) {
    for (const { identifier, kind } of binding.references) {
      const moved = spans.some((span) => span.start <= identifier.start! && identifier.end! <= span.end);
      // `cb = null` in a listener decides whether a later completion still calls anybody.
      const isSetLater = kind !== 'read' && region.context.parents.enclosingFunction(identifier) !== fn;
      if ((moved || isSetLater) && !region.consumed.has(identifier) && !isAskedForArity(region.context, identifier))
        throw new Decline('continuation-escapes', identifier, { name: binding.name });
    }
  }
}

/** `.null` of `asCallback.null`. */
export function helperForm({ mode }: Region, { convention }: ConventionResult): string {
  if (isPlain(mode)) return '.plain';
  return convention === 'void' || convention === 'null' ? `.${convention}` : '';
}

function wrap(
  region: Region,
  fn: FunctionNode,
  list: StatementList,
  continuation: Continuation,
  result: ConventionResult,
  after: Statement | undefined,
  shared: readonly Part[][],
): void {
  const tolerant = region.tolerant || continuation.tolerant ? '.optional' : '';
  const form = helperForm(region, result);
  if (form === '.plain' && tolerant) throw cannotGoOn(list.statements[0]!);
  const givesOwn = after?.type === 'ReturnStatement' || takesCallbackOnly(region, fn);
  const name = after && !givesOwn ? region.names.fresh('result', region.rootHost) : undefined;
  const { helper, head: start, end } = bodyFunction(region, list.statements);
  const call: Part[] = [{ shim: 'asCallback' }, `${helper}${tolerant}${form}(${continuation.delivered}, ${start}`];
  const head: Part[] = name
    ? [`const ${name}`, ...returnType(fn), ' = ', ...call]
    : [givesOwn ? '' : 'return ', ...call];
  const body: Item[] = withoutTrailingReturn(region, listItems(region, list));
  const declaration: Item[] =
    shared.length > 0
      ? [line('let ', ...shared.flatMap((parts, index) => (index > 0 ? [', ', ...parts] : parts)))]
      : [];
  const items: Item[] = [...declaration, { kind: 'braced', clauses: [{ head, body }], end: [end] }];
  if (fn.body.type === 'BlockStatement') region.replacements.push({ ...list.span, items, needsBlock: false });
  else {
    const block: Item = { kind: 'braced', clauses: [{ head: [], body: items }], end: [] };
    region.replacements.push({ start: afterArrow(region, fn), end: fn.body.end!, items: [block], needsBlock: false });
  }
  if (after && name)
    region.replacements.push({
      ...spanOf(after),
      items: [
        { kind: 'source', span: spanOf(after) },
        { kind: 'line', parts: [`return ${name}`] },
      ],
      needsBlock: false,
    });
}

/** `(file, cb) => fs.stat(file, …)`, with nothing but space around the expression. */
export const isPlainBody = (region: Region, fn: FunctionNode): boolean =>
  fn.body.type === 'CallExpression' && afterArrow(region, fn) >= 0;

/** Where the expression of an arrow function begins, with the space in front of it; -1 where other text stands there. */
function afterArrow({ context: { file } }: Region, { body, start }: FunctionNode): number {
  const found = /=>\s*$/.exec(file.source.text.slice(start!, body.start!));
  return found ? start! + found.index + 2 : -1;
}

/** `: void`: what the function returns is declared like its result, in TypeScript. */
const returnType = ({ returnType: declared }: FunctionNode): Part[] => (declared ? [spanOf(declared)] : []);
