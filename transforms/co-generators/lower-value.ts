import type {
  ArrayExpression,
  CallExpression,
  Function as FunctionNode,
  MemberExpression,
  Node,
  ObjectExpression,
} from '@babel/types';
import { surelyPrimitive } from '../../analysis/generators/surely-primitive.js';
import { surelyPromise } from '../../analysis/generators/surely-promise.js';
import { Decline } from '../../conversion/decline.js';
import type { AsyncForm } from '../../conversion/generators/async-header.js';
import { EditList } from '../../conversion/generators/edit-list.js';
import { isSurelyArray } from '../../conversion/plan/fan-out/surely-array.js';
import { spanOf, type Part } from '../../conversion/items.js';
import { usesThis } from '../../syntax/function-facts.js';
import { isFunctionNode } from '../../syntax/walk.js';
import { namedGenerator } from './find-runs.js';
import { isMapCallback } from './flow-to-yield.js';
import { yieldTarget } from './generators.js';
import { planBody } from './plan-body.js';
import type { Planning } from './planning.js';
import { isInert } from './simple-operand.js';
import { isTimerThunk } from './timer-thunk.js';

/** What is known of a value that is yielded, alone or in a list. */
export interface LoweredValue {
  /** `promise`: an `await` of it does what the runner does; `primitive`: nothing to wait for; `unknown`: it can be anything. */
  readonly kind: 'promise' | 'primitive' | 'unknown';
  readonly wrap?: readonly [before: readonly Part[], after: readonly Part[]];
}

/**
 * Finds out what a yielded value is, and plans what makes promises of the generators in it. The wrap is left to the caller,
 * everything inside goes to `edits`.
 *
 * @param isFollowed true in a list when the runner does something, or something is evaluated, before the value is started: what
 *   would start at once as an async function has to stay
 */
export function lowerValue(planning: Planning, node: Node, edits: EditList, isFollowed = false): LoweredValue {
  const { context } = planning;
  const target = yieldTarget(context, node);
  if (target && planning.isConverted(target)) {
    if (!isFollowed) return lowerGenerator(planning, target, node, edits);
    planning.keep(target, new Decline('generator-starts-early', node, {}));
    return unknown;
  }
  if (isFunctionNode(node)) return isTimerThunk(context, node) && !isFollowed ? timer : unknown;
  if (node.type === 'ArrayExpression') return lowerList(planning, node, edits, isFollowed);
  if (node.type === 'ObjectExpression') return lowerObject(planning, node, edits, isFollowed);
  if (node.type === 'CallExpression') return lowerCall(planning, node, edits, isFollowed);
  if (node.type === 'ConditionalExpression') {
    const [yes, no] = [node.consequent, node.alternate].map((one) => lowerElement(planning, one, edits, isFollowed));
    return yes!.kind === 'promise' && no!.kind === 'promise' ? promise : unknown;
  }
  if (node.type === 'LogicalExpression') lowerElement(planning, node.right, edits, isFollowed);
  if (surelyPromise(context, node, planning)) return promise;
  return surelyPrimitive(node) ? { kind: 'primitive' } : unknown;
}

/** A generator function that becomes async: written here, named, or called. */
function lowerGenerator(planning: Planning, fn: FunctionNode, node: Node, edits: EditList): LoweredValue {
  if (node.type === 'CallExpression') return promise;
  if (usesThis(fn)) throw new Decline('this-of-runner', node, {});
  if (node !== fn) return { kind: 'promise', wrap: [[], ['()']] };
  addGenerator(planning, fn, edits, 'arrow');
  return { kind: 'promise', wrap: [['('], [')()']] };
}

function addGenerator(planning: Planning, fn: FunctionNode, edits: EditList, form: AsyncForm): void {
  edits.add(...planBody(planning, fn, { form }).replacements);
}

/** A value among others: its wrap is written at once, but for those of lists, which the shim takes as they are. */
function lowerElement(planning: Planning, node: Node, edits: EditList, isFollowed: boolean): LoweredValue {
  const inner = new EditList();
  const value = lowerValue(planning, node, inner, isFollowed);
  if (value.wrap && !isJoined(value)) edits.wrap(spanOf(node), ...value.wrap);
  edits.add(...inner.replacements());
  return value;
}

function lowerObject(
  planning: Planning,
  { properties }: ObjectExpression,
  edits: EditList,
  isFollowed: boolean,
): LoweredValue {
  const values = properties.map((property) => (property.type === 'ObjectProperty' ? property.value : property));
  let isLate = isFollowed;
  for (const [at, property] of properties.entries()) {
    if (property.type !== 'ObjectProperty') isLate = true;
    else if (
      lowerElement(planning, property.value, edits, isLate || !isQuietFrom(planning, values, at + 1)).kind === 'unknown'
    )
      isLate = true;
  }
  return unknown;
}

function lowerList(planning: Planning, list: ArrayExpression, edits: EditList, isFollowed: boolean): LoweredValue {
  const inner = new EditList();
  // What the shim starts is started when the list is there: nothing behind it may be started before.
  let isLate = isFollowed;
  const values = list.elements.map((node, at) => {
    const isValue = node !== null && node.type !== 'SpreadElement';
    const isNextLate = isLate || !isQuietFrom(planning, list.elements, at + 1);
    const value = isValue ? lowerValue(planning, node, inner, isNextLate) : unknown;
    isLate ||= value.kind === 'unknown';
    return { node, value };
  });
  const isInner = planning.context.parents.get(list)?.parent.type === 'ArrayExpression';
  if (isInner && values.every(({ value }) => value.kind === 'primitive')) return { kind: 'primitive' };
  const isKnown = values.every(({ value }) => value.kind !== 'unknown') && isPromiseGlobal(planning, list);
  for (const { node, value } of values) {
    if (node && value.wrap && (isKnown || !isJoined(value))) edits.wrap(spanOf(node), ...value.wrap);
  }
  edits.add(...inner.replacements());
  return isKnown ? { kind: 'promise', wrap: [[JOIN], [')']] } : unknown;
}

function lowerCall(planning: Planning, call: CallExpression, edits: EditList, isFollowed: boolean): LoweredValue {
  const { context } = planning;
  if (surelyPromise(context, call, planning)) return promise;
  const callback = call.arguments.find((argument) => isMapCallback(call, argument));
  return callback ? lowerMap(planning, call, callback, edits, isFollowed) : unknown;
}

/** `list.map(function* (item) { … })`: each item is started in turn, as the runner does it. */
function lowerMap(
  planning: Planning,
  call: CallExpression,
  callback: Node,
  edits: EditList,
  isFollowed: boolean,
): LoweredValue {
  const { context } = planning;
  const target = yieldTarget(context, callback);
  if (target && isFollowed) planning.keep(target, new Decline('generator-starts-early', callback, {}));
  const isConverted = target !== undefined && planning.isConverted(target);
  if (isConverted && target === callback) addGenerator(planning, target, edits, 'function');
  if (!isConverted && !givesPromises(planning, callback)) return unknown;
  const isList = call.arguments.length === 2 || isSurelyArray(context, (call.callee as MemberExpression).object);
  return isList && isPromiseGlobal(planning, call) ? { kind: 'promise', wrap: [[JOIN], [')']] } : unknown;
}

function givesPromises({ context, ...hints }: Planning, callback: Node): boolean {
  if (!isFunctionNode(callback) || callback.generator) return false;
  if (callback.async) return true;
  return callback.body.type !== 'BlockStatement' && surelyPromise(context, callback.body, hints);
}

const promise: LoweredValue = { kind: 'promise' };
const unknown: LoweredValue = { kind: 'unknown' };
const timer: LoweredValue = { kind: 'promise', wrap: [['new Promise('], [')']] };

const JOIN = 'Promise.all(';

/** Whether a list of promises is written as one promise. */
const isJoined = ({ wrap }: LoweredValue): boolean => wrap?.[0][0] === JOIN;

const isPromiseGlobal = ({ context }: Planning, node: Node): boolean =>
  context.scopes.lookup(context.scopes.scopeOf(node), 'Promise') === undefined;

/**
 * Whether evaluating the rest of a list does nothing that could be seen, but for starting generators, which the runner does in
 * the same order. The runner starts the generators of a list when the list is there; an async function starts where it is called.
 */
function isQuietFrom(planning: Planning, elements: readonly (Node | null)[], from: number): boolean {
  return elements.slice(from).every((element) => element === null || isQuiet(planning, element));
}

function isQuiet(planning: Planning, node: Node): boolean {
  if (isInert(node)) return true;
  if (node.type === 'ArrayExpression') return isQuietFrom(planning, node.elements, 0);
  if (node.type !== 'CallExpression') return false;
  const called = namedGenerator(planning.context, node.callee);
  return called !== undefined && planning.isConverted(called) && node.arguments.every(isInert);
}
