import type {
  CallExpression,
  Function as FunctionNode,
  NewExpression,
  Node,
  Statement,
  YieldExpression,
} from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { continuationsOf } from '../continuation.js';
import { moduleOf } from '../module-binding.js';
import { canTell, givesResultOf, worksOnTheSame } from './can-tell.js';
import { functionGiven } from './code-effects.js';
import { entriesOf, through } from './completion-paths.js';
import type { FileContext } from '../file-context.js';
import { runsFakeClock } from './fake-clock.js';
import { keysOfCall, keysOfFunction, withoutCallback } from './function-key.js';
import { isShimBody } from './shim-body.js';
import { isEffective, isIteration, isLeft, isLoop, isYield, reached, waits } from './what-follows.js';

/** Where a call stands: what could tell when its callback runs. */
export interface Place {
  /** Code that could tell runs after the call, before the function around returns. */
  readonly followed: boolean;
  /** That code gives a result which only the callback sets. */
  readonly relied?: boolean;
  /** The functions at whose ends the call stands: what follows their calls follows it. */
  readonly ends: readonly string[];
  /** Where the callbacks are taken that the call stands in. */
  readonly outer?: readonly OuterPlace[];
}

/** The place of a call that counts for another in its callback, when all that is on the way calls back at once. */
export interface OuterPlace {
  readonly through: readonly string[];
  readonly call: Node;
  readonly place: () => Place;
}

/** The places in which the moment matters, by calls: a call counts for all that its callback starts. */
const known = new WeakMap<FileContext, Map<Node, Place>>();

/**
 * Whether other code of the same function runs after a call before the function returns.
 *
 * @param counts true when the moment matters in which what the call starts is done: in a loop, the next call could come before
 */
export function placeOf(context: FileContext, call: CallExpression | NewExpression, counts: boolean): Place {
  if (!counts) return placeFrom(context, { call, counts }, call);
  const places = known.get(context) ?? new Map<Node, Place>();
  known.set(context, places);
  const place = places.get(call) ?? placeFrom(context, { call, counts }, call);
  places.set(call, place);
  return place;
}

interface Search {
  readonly call: CallExpression | NewExpression;
  readonly counts: boolean;
}

function placeFrom(context: FileContext, search: Search, from: Node): Place {
  const { call, counts } = search;
  let node = from;
  // What follows an await followed the callback, not the call.
  let wasAwaited = false;
  // Nothing further out follows in this function.
  let left = false;
  const outer: OuterPlace[] = [];
  for (const parent of context.parents.ancestors(from)) {
    if (isFunctionNode(parent)) {
      left = false;
      if (isShimBody(context, parent)) {
        const waited = wasAwaited ? yieldedBefore(context, parent, call) : undefined;
        if (waited) outer.push({ through: waited, call, place: () => placeFrom(context, search, parent) });
        // What follows the block followed the call, unless that had to wait for another.
        wasAwaited &&= waitsBefore(context, parent, call).length > 0;
        continue;
      }
      if (counts && isIteration(context, parent)) return { followed: true, ends: [] };
      if (parent.body !== node && parent.type === 'ArrowFunctionExpression') return { followed: true, ends: [] };
      if (!iteratedBy(context, parent))
        return {
          followed: false,
          ends: endKeys(context, parent),
          outer: [...outer, ...takers(context, parent)],
        };
      node = parent;
      continue;
    }
    if (waits(context, parent)) wasAwaited = true;
    if (!wasAwaited && !left && (counts || !isLoop(parent)) && isFollowed(context, call, parent, node))
      return { followed: true, relied: reliesOn(context, call, parent, node), ends: [] };
    if (!wasAwaited && !left) outer.push(...followedInside(context, call, parent, node));
    left ||= isLeft(parent, node);
    node = parent;
  }
  return { followed: false, ends: [], outer };
}

/** Where a function is taken as a callback. */
const takers = (context: FileContext, fn: FunctionNode): OuterPlace[] =>
  entriesOf(context, fn).flatMap(([through, call]) =>
    through.length === 0 ? [] : [{ through, call, place: () => placeOf(context, call, true) }],
  );

/**
 * What a generator has surely waited for before it comes to a call: it goes on inside of those callbacks.
 *
 * @returns undefined when it has waited for something that does not call back at once, or for nothing
 */
function yieldedBefore(context: FileContext, block: FunctionNode, call: Node): string[] | undefined {
  const before = waitsBefore(context, block, call);
  const sure = before.filter((wait) => isOnTheWay(context, wait, call));
  const keys = sure.map((wait) => {
    const { argument } = wait as YieldExpression;
    return isYield(context, wait) && argument?.type === 'CallExpression' ? keysOfCall(context, argument) : [];
  });
  return before.length > 0 && keys.every((own) => own.length > 0) ? keys.flat() : undefined;
}

/** Where an async block may have waited before it comes to a call. */
function waitsBefore(context: FileContext, block: FunctionNode, call: Node): Node[] {
  const found: Node[] = [];
  walk(block.body, {
    enter(node) {
      if (waits(context, node) && node.end! <= call.start!) found.push(node);
      return isFunctionNode(node) ? 'skip' : undefined;
    },
  });
  return found;
}

/** Whether a statement of a list around the call waits, and not only a branch of one. */
function isOnTheWay({ parents }: FileContext, wait: Node, call: Node): boolean {
  const around = new Set(parents.ancestors(call));
  let node = wait;
  for (const parent of parents.ancestors(wait)) {
    const isTest = parent.type === 'IfStatement' && parent.test === node;
    if (around.has(parent)) return isTest || parent.type === 'BlockStatement' || parent.type === 'SwitchCase';
    if (!isTest && /^(?:If|Switch|Try|For|While|DoWhile|Conditional|Logical)/.test(parent.type)) return false;
    node = parent;
  }
  return false;
}

/** Callbacks in the statements behind a call that could tell: they follow it where who gets them calls back at once. */
function followedInside(
  context: FileContext,
  call: CallExpression | NewExpression,
  parent: Node,
  node: Node,
): OuterPlace[] {
  const behind = statementsBehind(parent, node).flatMap((statement) => callbacksIn(context, statement));
  if (behind.length === 0) return [];
  // One function for several calls counts them.
  const own = new Set(call.arguments.map((argument) => functionGiven(context, argument)));
  return behind
    .filter(({ fn }) => !own.has(fn) && worksOnTheSame(context, call, fn.body))
    .flatMap(({ taker }) => through(context, taker))
    .map((way) => ({ through: way, call, place: () => FOLLOWED }));
}

interface Taken {
  readonly taker: CallExpression;
  readonly fn: FunctionNode;
}

/** Every call in front of a statement asks for them. */
const taken = new WeakMap<Node, readonly Taken[]>();

/** The functions that calls in a statement get. */
function callbacksIn(context: FileContext, statement: Node): readonly Taken[] {
  const found = taken.get(statement);
  if (found) return found;
  const made: Taken[] = [];
  walk(statement, {
    enter(node) {
      if (isFunctionNode(node)) return 'skip';
      if (node.type !== 'CallExpression') return undefined;
      for (const argument of node.arguments) {
        const fn = functionGiven(context, argument);
        if (fn) made.push({ taker: node, fn });
      }
      return undefined;
    },
  });
  taken.set(statement, made);
  return made;
}

const FOLLOWED: Place = { followed: true, ends: [] };

function statementsBehind(parent: Node, node: Node): readonly Statement[] {
  const list =
    parent.type === 'BlockStatement' || parent.type === 'Program'
      ? parent.body
      : parent.type === 'SwitchCase'
        ? parent.consequent
        : [];
  return list.length === 0 ? [] : reached(list, node).filter(isEffective);
}

/** Whose calls tell when code at the end of a function runs. Without a callback of its own only its effects can be seen. */
function endKeys(context: FileContext, fn: FunctionNode): string[] {
  const keys = keysOfFunction(context, fn);
  return continuationsOf(context, fn).length > 0 ? keys : [...keys, ...keys.map(withoutCallback)];
}

/** `async.each(items, function (item, cb) { … }, done)` runs its function before it returns. */
function iteratedBy(context: FileContext, fn: FunctionNode): boolean {
  const link = context.parents.get(fn);
  if (link?.parent.type !== 'CallExpression' || link.key !== 'arguments') return false;
  return /^(?:neo-)?async$/.test(moduleOf(context, link.parent.callee)?.specifier ?? '');
}

function isFollowed(context: FileContext, call: CallExpression | NewExpression, parent: Node, node: Node): boolean {
  const tells = (statement: Statement): boolean =>
    isEffective(statement) && (canTell(context, call, statement) || runsFakeClock(context, statement));
  switch (parent.type) {
    case 'ExpressionStatement':
    case 'ReturnStatement':
    case 'IfStatement':
      return parent.type === 'IfStatement' && parent.test === node;
    case 'UnaryExpression':
      return parent.operator !== 'void';
    case 'BlockStatement':
    case 'Program':
      return reached(parent.body, node).some(tells);
    case 'SwitchCase':
      return reached(parent.consequent, node).some(tells);
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      // The next call would start before the callback of this one.
      return parent.body === node;
    case 'SwitchStatement':
    case 'TryStatement':
    case 'CatchClause':
    case 'LabeledStatement':
    case 'ConditionalExpression':
    case 'LogicalExpression':
    case 'File':
      return false;
    default:
      return false;
  }
}

/** The statements after a call return or throw a variable that its callback sets, or run the timers that it has set. */
function reliesOn(context: FileContext, call: CallExpression | NewExpression, parent: Node, node: Node): boolean {
  if (parent.type !== 'BlockStatement') return false;
  return parent.body
    .slice(parent.body.indexOf(node as Statement) + 1)
    .some((statement) => givesResultOf(context, call, statement) || runsFakeClock(context, statement));
}
