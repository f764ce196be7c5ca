import type { Function as FunctionNode, NewExpression, Node, ReturnStatement } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import { usesArguments } from '../../../syntax/function-facts.js';
import { isFunctionNode } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import { spanOf } from '../../items.js';
import { planApplied } from './applied-operation.js';
import { asyncPosition } from '../functions/async-position.js';
import { checkContinuationFunctions } from '../completions/continuation-function.js';
import { settleConvention } from '../completions/convention.js';
import type { Executor } from './executor.js';
import { planList, requireCompletion } from '../statements/plan-list.js';
import { blockList, noFlow, replace, type Mode, type Region } from '../regions/region.js';
import { operationIn } from '../statements/relevance.js';
import { planSettling } from './settling-operation.js';
import { isConstructor } from '../functions/special-function.js';
import { listItems } from '../statements/statement-items.js';
import { strayComments } from '../statements/stray-comments.js';
import { returnDirectly } from '../leftovers/return-directly.js';
import { trimContinuationFunctions, withoutTrailingReturn } from '../leftovers/trailing-return.js';

export const executorMode = ({ resolve, reject }: Executor): Mode => ({
  kind: 'callback',
  continuations: new Set(reject ? [resolve, reject] : [resolve]),
  executor: { resolve, reject },
});

/**
 * Plans a promise whose executor starts an operation. One that only settles the promise with its result becomes the call
 * itself; otherwise the function that returns the promise becomes async.
 *
 *     return new Promise((resolve, reject) => {          return fs.promises.readFile(p);
 *       fs.readFile(p, (err, text) => { … }); });
 *
 * @returns false when the executor starts no operation; `finished` for the form in which such a call is awaited
 * @throws {Decline} when it has to stay
 */
export function planExecutor(region: Region, executor: Executor): boolean | 'finished' {
  const { fn, promise } = executor;
  if (planApplied(region, executor)) return true;
  const list = blockList(fn.body);
  const operations = list.statements.map((statement) => operationIn(region, statement)?.operation);
  if (!operations.some((operation) => operation?.receiver.kind === 'handler')) return false;
  // With its callback between other arguments, a call is awaited by a promise made by hand: this one.
  if (operations.some((operation) => operation && operation.at < operation.call.arguments.length - 1))
    return 'finished';
  if (planSettling(region, executor)) return true;
  const around = functionAround(region.context, promise);
  if (!around) throw new Decline('promise-not-returned', promise, {});
  const scope = region.context.scopes.functionScope(fn);
  for (const binding of scope.bindings.values())
    if (binding.kind !== 'param') region.names.place(binding, region.rootHost, binding.kind === 'var');
  const ends = planList(region, list, true, noFlow, region.rootHost);
  requireCompletion(region, ends, fn, 'the executor');
  checkContinuationFunctions(region);
  checkSettled(region, executor);
  if (!settleConvention(region.completions, false)) throw new Decline('completions-disagree', fn, {});
  trimContinuationFunctions(region);
  returnDirectly(region);
  standInPlace(region, executor, around);
  return true;
}

function checkSettled(region: Region, { resolve, reject }: Executor): void {
  for (const binding of reject ? [resolve, reject] : [resolve]) {
    const left = binding.references.find(({ identifier }) => !region.consumed.has(identifier));
    if (left) throw new Decline('continuation-escapes', left.identifier, { name: binding.name });
  }
}

/** The statements of the executor take the place of what returned the promise. */
function standInPlace(region: Region, { promise, fn }: Executor, { around, place }: Place): void {
  const comments = [
    ...strayComments(region, { start: place.start!, end: fn.body.start! }, []),
    ...strayComments(region, { start: fn.body.end!, end: place.end! }, []),
  ];
  const items = [...comments, ...listItems(region, blockList(fn.body))];
  const isLast = place !== promise && blockList(around.body).statements.at(-1) === place;
  const body = isLast || place === promise ? withoutTrailingReturn(region, items) : items;
  if (place === promise)
    region.replacements.push({ ...spanOf(promise), items: [{ kind: 'blank' }, ...body], needsBlock: true });
  else replace(region, place, body);
  if (around.async) return;
  const at = asyncPosition(region, around);
  region.replacements.push({ start: at, end: at, items: [], needsBlock: false, inline: ['async '] });
}

interface Place {
  readonly around: FunctionNode;
  /** The `return` statement, or the promise itself as the body of an arrow function. */
  readonly place: Node;
}

/** The function that does nothing but return the promise, or an async function that returns it outside of `try`. */
function functionAround(context: FileContext, promise: NewExpression): Place | undefined {
  const { parents } = context;
  const parent = parents.get(promise)?.parent;
  const around = parents.enclosingFunction(promise);
  if (!around || !parent || around.generator || isConstructor(context, around)) return undefined;
  if (parent === around && !promise.extra?.['parenthesized'])
    return isReady(around) ? { around, place: promise } : undefined;
  if (parent.type !== 'ReturnStatement' || !/^(?:BlockStatement|SwitchCase)$/.test(parents.get(parent)!.parent.type))
    return undefined;
  if (around.async) return isOutsideTry(context, parent, around) ? { around, place: parent } : undefined;
  const isAlone =
    around.body.type === 'BlockStatement' && around.body.body.length === 1 && around.body.body[0] === parent;
  return isAlone && isReady(around) ? { around, place: parent } : undefined;
}

/** Nothing happens before the body runs, and the function can be marked as async. */
function isReady(fn: FunctionNode): boolean {
  if (fn.async || (fn.type === 'ObjectMethod' && fn.kind !== 'method')) return false;
  if (('decorators' in fn && (fn.decorators?.length ?? 0) > 0) || ('computed' in fn && fn.computed)) return false;
  return fn.params.every(({ type }) => type === 'Identifier') && !usesArguments(fn) && isPromiseType(fn);
}

/** An async function gives a promise of the language: a type that says something else stays true no more. */
function isPromiseType({ returnType }: FunctionNode): boolean {
  if (returnType == null) return true;
  if (returnType.type !== 'TSTypeAnnotation' || returnType.typeAnnotation.type !== 'TSTypeReference') return false;
  const { typeName } = returnType.typeAnnotation;
  return typeName.type === 'Identifier' && typeName.name === 'Promise';
}

function isOutsideTry({ parents }: FileContext, statement: ReturnStatement, around: FunctionNode): boolean {
  for (const parent of parents.ancestors(statement)) {
    if (parent === around) return true;
    if (parent.type === 'TryStatement' || isFunctionNode(parent)) return false;
  }
  return false;
}
