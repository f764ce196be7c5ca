import type { ArrayExpression, CallExpression, Function as FunctionNode, Node, ObjectExpression } from '@babel/types';
import { surelyPrimitive } from '../../analysis/generators/surely-primitive.js';
import { surelyPromise } from '../../analysis/generators/surely-promise.js';
import { Decline } from '../../conversion/decline.js';
import type { AsyncForm } from '../../conversion/generators/async-header.js';
import { EditList } from '../../conversion/generators/edit-list.js';
import { planGenerator } from '../../conversion/generators/plan-generator.js';
import { isSurelyArray } from '../../conversion/plan/fan-out/surely-array.js';
import { spanOf, type Part } from '../../conversion/items.js';
import { usesThis } from '../../syntax/function-facts.js';
import { isFunctionNode } from '../../syntax/walk.js';
import { namedGenerator } from './find-runs.js';
import { isMapCallback } from './flow-to-yield.js';
import { lowerYield } from './lower-yield.js';
import type { Planning } from './planning.js';
import { isInert } from './simple-operand.js';
import { isTimerThunk } from './timer-thunk.js';

/** What is known of a value that is yielded, alone or in a list. */
export interface LoweredValue {
  /** `promise`: an `await` of it does what the runner does; `primitive`: nothing to wait for; `unknown`: it can be anything. */
  readonly kind: 'promise' | 'primitive' | 'unknown';
  readonly wrap?: readonly [before: readonly Part[], after: readonly Part[]];
}

const promise: LoweredValue = { kind: 'promise' };
const unknown: LoweredValue = { kind: 'unknown' };

/**
 * Finds out what a yielded value is, and plans what makes promises of the generators in it. The wrap is left to the caller,
 * everything inside goes to `edits`.
 */
export function lowerValue(planning: Planning, node: Node, edits: EditList): LoweredValue {
  const { context } = planning;
  if (isFunctionNode(node)) return lowerFunction(planning, node, edits);
  const named = namedGenerator(context, node);
  if (named && planning.isConverted(named)) return startedByRunner(named, node);
  if (node.type === 'ArrayExpression') return lowerList(planning, node, edits);
  if (node.type === 'ObjectExpression') return lowerObject(planning, node, edits);
  if (node.type === 'CallExpression') return lowerCall(planning, node, edits);
  if (node.type === 'ConditionalExpression')
    return both(lowerElement(planning, node.consequent, edits), lowerElement(planning, node.alternate, edits));
  if (node.type === 'LogicalExpression') lowerElement(planning, node.right, edits);
  if (surelyPromise(context, node, planning)) return promise;
  return surelyPrimitive(node) ? { kind: 'primitive' } : unknown;
}

function lowerObject(planning: Planning, { properties }: ObjectExpression, edits: EditList): LoweredValue {
  const values = properties.map((property) => (property.type === 'ObjectProperty' ? property.value : property));
  checkStarts(planning, values);
  properties.forEach(
    (property, at) => property.type === 'ObjectProperty' && lowerElement(planning, values[at]!, edits),
  );
  return unknown;
}

/** A value among others: its wrap is written at once. */
function lowerElement(planning: Planning, node: Node, edits: EditList): LoweredValue {
  const inner = new EditList();
  const value = lowerValue(planning, node, inner);
  // The shim takes lists as they are.
  if (value.wrap && !isJoined(value)) edits.wrap(spanOf(node), ...value.wrap);
  edits.add(...inner.replacements());
  return value;
}

const both = (a: LoweredValue, b: LoweredValue): LoweredValue =>
  a.kind === 'promise' && b.kind === 'promise' ? promise : unknown;

/** The name of a generator function, which the runner calls. */
function startedByRunner(fn: FunctionNode, node: Node): LoweredValue {
  if (usesThis(fn)) throw new Decline('this-of-runner', node, {});
  return { kind: 'promise', wrap: [[], ['()']] };
}

function lowerFunction(planning: Planning, fn: FunctionNode, edits: EditList): LoweredValue {
  if (!fn.generator)
    return isTimerThunk(planning.context, fn) ? { kind: 'promise', wrap: [['new Promise('], [')']] } : unknown;
  if (!planning.isConverted(fn)) return unknown;
  if (usesThis(fn)) throw new Decline('this-of-runner', fn, {});
  addGenerator(planning, fn, edits, 'arrow');
  return { kind: 'promise', wrap: [['('], [')()']] };
}

function addGenerator(planning: Planning, fn: FunctionNode, edits: EditList, form: AsyncForm): void {
  edits.add(...planGenerator(planning.context, fn, { lower: lowerYield(planning, fn), form }).replacements);
}

function lowerCall(planning: Planning, call: CallExpression, edits: EditList): LoweredValue {
  const { context } = planning;
  const called = namedGenerator(context, call.callee);
  if (called && planning.isConverted(called)) return promise;
  const callback = call.arguments.find((argument) => isMapCallback(call, argument));
  if (callback) return lowerMap(planning, call, callback, edits);
  return surelyPromise(context, call, planning) ? promise : unknown;
}

/** `list.map(function* (item) { … })`: each item is started in turn, as the runner does it. */
function lowerMap(planning: Planning, call: CallExpression, callback: Node, edits: EditList): LoweredValue {
  const { context } = planning;
  const named = namedGenerator(context, callback);
  if (isFunctionNode(callback) && callback.generator && planning.isConverted(callback))
    addGenerator(planning, callback, edits, 'function');
  else if (!(named && planning.isConverted(named)) && !givesPromises(planning, callback)) return unknown;
  const list = call.callee.type === 'MemberExpression' ? call.callee.object : call;
  return isSurelyArray(context, list) ? { kind: 'promise', wrap: [['Promise.all('], [')']] } : unknown;
}

function givesPromises({ context, ...hints }: Planning, callback: Node): boolean {
  if (!isFunctionNode(callback) || callback.generator) return false;
  if (callback.async) return true;
  return callback.body.type !== 'BlockStatement' && surelyPromise(context, callback.body, hints);
}

function lowerList(planning: Planning, list: ArrayExpression, edits: EditList): LoweredValue {
  checkStarts(planning, list.elements);
  const inner = new EditList();
  const values = list.elements.map((element) =>
    element === null || element.type === 'SpreadElement'
      ? ({ node: element, value: unknown } as const)
      : ({ node: element, value: lowerValue(planning, element, inner) } as const),
  );
  if (
    values.every(({ value }) => value.kind === 'primitive') &&
    planning.context.parents.get(list)?.parent.type === 'ArrayExpression'
  )
    return { kind: 'primitive' };
  const isKnown = values.every(({ value }) => value.kind !== 'unknown') && isPromiseGlobal(planning, list);
  for (const { node, value } of values) {
    if (node && value.wrap && (isKnown || !isJoined(value))) edits.wrap(spanOf(node), ...value.wrap);
  }
  edits.add(...inner.replacements());
  return isKnown ? { kind: 'promise', wrap: [['Promise.all('], [')']] } : unknown;
}

/** Whether a list of promises is written as one promise. */
const isJoined = ({ wrap }: LoweredValue): boolean => wrap?.[0][0] === 'Promise.all(';

const isPromiseGlobal = ({ context }: Planning, node: Node): boolean =>
  context.scopes.lookup(context.scopes.scopeOf(node), 'Promise') === undefined;

/**
 * A generator in a list is made first, and started when the whole list is there. As an async function it starts at once, so
 * that nothing that could be seen may come after it in the list; where that is so it has to stay a generator.
 */
function checkStarts(planning: Planning, elements: readonly (Node | null)[]): void {
  const starting = (node: Node | null): FunctionNode | undefined => {
    const called = node?.type === 'CallExpression' ? namedGenerator(planning.context, node.callee) : undefined;
    return called && planning.isConverted(called) ? called : undefined;
  };
  const isQuiet = (node: Node | null): boolean => {
    if (node === null || isInert(node)) return true;
    return node.type === 'CallExpression' && starting(node) !== undefined && node.arguments.every(isInert);
  };
  for (const [at, element] of elements.entries()) {
    const fn = starting(element);
    if (fn && !elements.slice(at + 1).every(isQuiet))
      planning.keep(fn, new Decline('generator-starts-early', element!, {}));
  }
}
