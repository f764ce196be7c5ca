import type { CallExpression, Function as FunctionNode, NewExpression, Node } from '@babel/types';
import { isFunctionNode } from '../../syntax/walk.js';
import { continuationsOf } from '../continuation.js';
import type { FileContext } from '../file-context.js';
import { moduleOf } from '../module-binding.js';
import { callbacksBehind } from './callbacks-behind.js';
import { entriesOf } from './completion-paths.js';
import { keysOfListener } from './event-key.js';
import { isFollowed, reliesOn } from './followed-by.js';
import { keysOfFunction, withoutCallback } from './function-key.js';
import { leavesWithoutCallback } from './leaves-without-callback.js';
import { isShimBody } from './shim-body.js';
import { waitsBefore, yieldedBefore } from './waited-before.js';
import { isIteration, isLeft, isLoop, waits } from './what-follows.js';

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
          ends: endKeys(context, parent, call),
          outer: [...outer, ...takers(context, parent)],
        };
      node = parent;
      continue;
    }
    if (waits(context, parent)) wasAwaited = true;
    if (!wasAwaited && !left && (counts || !isLoop(parent)) && isFollowed(context, call, parent, node))
      return { followed: true, relied: reliesOn(context, call, parent, node), ends: [] };
    if (!wasAwaited && !left)
      for (const way of callbacksBehind(context, call, parent, node))
        outer.push({ through: way, call, place: () => FOLLOWED });
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

const FOLLOWED: Place = { followed: true, ends: [] };

/** Whose calls tell when code at the end of a function runs. Without a callback of its own only its effects can be seen. */
function endKeys(context: FileContext, fn: FunctionNode, place: Node): string[] {
  const keys = [...keysOfFunction(context, fn), ...keysOfListener(context, fn)];
  return continuationsOf(context, fn).length > 0 || leavesWithoutCallback(context, fn, place)
    ? keys
    : [...keys, ...keys.map(withoutCallback)];
}

/** `async.each(items, function (item, cb) { … }, done)` runs its function before it returns. */
function iteratedBy(context: FileContext, fn: FunctionNode): boolean {
  const link = context.parents.get(fn);
  if (link?.parent.type !== 'CallExpression' || link.key !== 'arguments') return false;
  return /^(?:neo-)?async$/.test(moduleOf(context, link.parent.callee)?.specifier ?? '');
}
