import type { CallExpression, Function as FunctionNode, NewExpression, Node } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { functionOfBinding } from '../local-function.js';
import { askedValue } from './asked-values.js';
import { placeOf, type OuterPlace, type Place } from './call-place.js';
import { computedNames } from './computed-names.js';
import { keysOfEmit } from './event-key.js';
import { keysOfCall, passesCallback, withoutCallback } from './function-key.js';
import { takenBy } from './shim-body.js';
import { reliedOnGiven } from './thrown-back.js';
import { sharedWithListener } from './sibling-listeners.js';

/** How functions of one name are called: whether code follows a call, or at the end of which functions the calls stand. */
export interface CallUse {
  /** Where code follows a call that could tell whether the callback has run: `test/send.js:12`. */
  readonly followed: string | undefined;
  /** Where code after a call only makes sense when the callback has run already. */
  readonly relied?: string | undefined;
  readonly endsOf: readonly string[];
  /** Where something is done with what a call with a callback returns. */
  readonly asked?: string | undefined;
  /** The keys of functions that return what such a call returns. */
  readonly returnedBy?: readonly string[];
  /** The same for calls of other functions in whose callbacks calls stand. */
  readonly within?: readonly UseWithin[];
}

/** What follows a call further out, as far as everything on the way to it calls back at once. */
export interface UseWithin {
  readonly through: readonly string[];
  readonly followed?: string | undefined;
  readonly endsOf: readonly string[];
}

type Use = { -readonly [K in 'followed' | 'relied' | 'asked']?: string } & {
  readonly endsOf: Set<string>;
  readonly returnedBy: Set<string>;
  readonly within: Map<string, UseWithin>;
};

/** Collects the calls of a file by the last name of what they call. */
export function callUses(context: FileContext): Map<string, CallUse> {
  const uses = new Map<string, Use>();
  const at = (call: Node): string => `${context.file.source.path}:${context.lines.at(call.start!).line}`;
  const use = (name: string): Use => {
    const known = uses.get(name) ?? { endsOf: new Set<string>(), returnedBy: new Set<string>(), within: new Map() };
    uses.set(name, known);
    return known;
  };
  const addValue = (name: string, call: CallExpression): void => {
    const { asked, returnedBy } = askedValue(context, call);
    if (asked) use(name).asked ??= at(call);
    returnedBy.forEach((outer) => use(name).returnedBy.add(outer));
  };
  const add = (
    name: string,
    { followed, relied, ends, outer = [] }: Place,
    call: CallExpression | NewExpression,
  ): void => {
    const here = at(call);
    const own = use(name);
    if (followed) own.followed ??= here;
    else ends.forEach((end) => own.endsOf.add(end));
    flattened(outer, at).forEach((within) => own.within.set(JSON.stringify(within), within));
    if (relied) own.relied ??= here;
  };
  walk(context.file.ast, {
    enter(node) {
      if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return;
      for (const key of node.type === 'CallExpression' ? reliedOnGiven(context, node) : [])
        add(key, { followed: false, relied: true, ends: [] }, node);
      const passes = passesCallback(context, node);
      const keys = [...keysOfCall(context, node), ...keysOfEmit(node)];
      if (keys.length === 0) return;
      const place: Place = isListenedBehind(context, node)
        ? { followed: true, ends: [] }
        : placeOf(context, node, passes || isStatement(context, node));
      if (passes && node.type === 'CallExpression') keys.forEach((key) => addValue(key, node));
      if (place.relied) computedNames(context, node).forEach((key) => add(key, place, node));
      if (passes) keys.forEach((key) => add(key, place, node));
      else keys.forEach((key) => add(withoutCallback(key), withoutCallbacks(place), node));
    },
  });
  return new Map(
    [...uses].map(([name, { endsOf, returnedBy, within, ...own }]) => [
      name,
      { followed: undefined, ...own, endsOf: [...endsOf], returnedBy: [...returnedBy], within: [...within.values()] },
    ]),
  );
}

/** Who calls the function around without a callback sees the effects of a call that has none either. */
function withoutCallbacks(place: Place): Place {
  return {
    ...place,
    ends: [...place.ends, ...place.ends.map(withoutCallback)],
    outer: (place.outer ?? []).map((outer) => ({ ...outer, place: () => withoutCallbacks(outer.place()) })),
  };
}

/** A call this deep in callbacks is taken not to be followed by what stands further out. */
const MAX_DEPTH = 6;

/** @param inner the calls on the way from further in, and what has to call back at once there */
function flattened(
  outer: readonly OuterPlace[],
  at: (call: Node) => string,
  inner: { readonly through: readonly string[]; readonly calls: readonly Node[] } = { through: [], calls: [] },
): UseWithin[] {
  if (inner.calls.length > MAX_DEPTH) return [];
  return outer.flatMap((taker) => {
    if (inner.calls.includes(taker.call)) return [];
    const place = taker.place();
    const through = [...new Set([...inner.through, ...taker.through])];
    const own = { through, followed: place.followed ? at(taker.call) : undefined, endsOf: place.ends };
    const isNothing = !place.followed && place.ends.length === 0;
    const further = flattened(place.outer ?? [], at, { through, calls: [...inner.calls, taker.call] });
    return isNothing ? further : [own, ...further];
  });
}

/** Another event of an emitter may look at what the callback did, before anything that waits goes on. */
const isListenedBehind = (context: FileContext, call: CallExpression | NewExpression): boolean =>
  call.type === 'CallExpression' &&
  takenBy(context, call).some((argument) => {
    const fn = functionIn(context, argument);
    return fn !== undefined && sharedWithListener(context, call, fn) !== undefined;
  });

/** A function, or one that a name stands for. */
function functionIn(context: FileContext, node: Node): FunctionNode | undefined {
  if (isFunctionNode(node)) return node;
  const binding = node.type === 'Identifier' ? context.scopes.bindingOf(node) : undefined;
  return binding && functionOfBinding(context, binding);
}

const isStatement = ({ parents }: FileContext, call: Node): boolean =>
  parents.get(call)?.parent.type === 'ExpressionStatement';
