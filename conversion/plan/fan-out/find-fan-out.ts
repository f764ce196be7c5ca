import type { Node, Statement } from '@babel/types';
import { isFunctionNode, walk } from '../../../syntax/walk.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { functionOfBinding } from '../../../analysis/local-function.js';
import type { Binding } from '../../../syntax/scope.js';
import { carriesContinuation } from '../completions/continuation-function.js';
import { blockList, type Region, type StatementList } from '../regions/region.js';
import { directionOf } from './direction.js';
import { readDone, type DoneFunction } from './done-function.js';
import { readLoop, type ItemLoop } from './starters.js';
import { matchArrival, type Arrival } from './arrival.js';
import { isWithin } from '../../../syntax/within.js';

/** Several calls that run at the same time, and a counter by which the last one is known. */
export interface FanOut {
  readonly counter: Binding;
  readonly list: StatementList;
  readonly index: number;
  readonly loop: ItemLoop | undefined;
  readonly done: ReadonlyMap<Binding, DoneFunction>;
}

/** Reads a statement as the first that starts calls which a counter joins. */
export function fanOutAt(region: Region, statement: Statement): FanOut | undefined {
  if (region.mode.kind !== 'callback' || !/^(?:Expression|For|ForOf)Statement$/.test(statement.type)) return undefined;
  const { context } = region;
  const found = countersIn(context, statement);
  const parent = context.parents.get(statement)?.parent;
  if (found.size === 0 || (parent?.type !== 'BlockStatement' && parent?.type !== 'Program')) return undefined;
  const list = { statements: parent.body, span: { start: parent.start! + 1, end: parent.end! - 1 } };
  const loop = readLoop(context, statement);
  for (const [counter, { functions, arrivals }] of found) {
    if (isBeingPlanned(region, counter) || !arrivals.some((arrival) => goesOn(region, arrival))) continue;
    // A single call that counts its own attempts is a loop.
    const next = parent.body[parent.body.indexOf(statement) + 1];
    const isAlone = !loop && !(next && reachesCounter(context, next, counter));
    if (isAlone && directionOf(context, counter) !== 'both') continue;
    const done = new Map<Binding, DoneFunction>();
    for (const binding of functions) {
      const read = readDone(region, binding, counter);
      if (read) done.set(binding, read);
    }
    return { counter, list, index: parent.body.indexOf(statement), loop, done };
  }
  return undefined;
}

function isBeingPlanned({ items }: Region, counter: Binding): boolean {
  for (let around = items; around; around = around.outer) if (around.counter === counter) return true;
  return false;
}

/** Counters, each with the local functions through which it is reached. */
interface Counter {
  readonly functions: Set<Binding>;
  readonly arrivals: Arrival[];
}

type Counters = ReadonlyMap<Binding, Counter>;

const known = new WeakMap<Statement, Counters>();

/** Variables of the function that its nested functions count up or down when a call of the statement is done. */
function countersIn(context: FileContext, statement: Statement): Counters {
  let counters = known.get(statement);
  if (!counters) known.set(statement, (counters = collect(context, statement)));
  return counters;
}

function collect(context: FileContext, statement: Statement): Counters {
  const found = new Map<Binding, Counter>();
  const around = context.parents.enclosingFunction(statement);
  const seen = new Set<Node>();
  const visit = (root: Node, path: readonly Binding[]): void => {
    if (seen.has(root)) return;
    seen.add(root);
    for (const { identifier, binding, kind } of context.scopes.referencesIn(root)) {
      if (!binding || !isOf(context, binding, around, statement)) continue;
      const arrival =
        kind === 'read' || context.parents.enclosingFunction(identifier) === around
          ? undefined
          : arrivalOf(context, binding, identifier);
      if (arrival) {
        const counter = found.get(binding) ?? { functions: new Set(), arrivals: [] };
        found.set(binding, counter);
        path.forEach((name) => counter.functions.add(name));
        counter.arrivals.push(arrival);
      }
      const fn = kind === 'read' ? functionOfBinding(context, binding) : undefined;
      if (fn) visit(fn, [...path, binding]);
    }
  };
  if (hasFunction(context, statement)) visit(statement, []);
  return found;
}

/** True when the variable belongs to the function around the statement and is declared outside of it. */
function isOf(context: FileContext, binding: Binding, around: Node | undefined, statement: Statement): boolean {
  const [declared] = binding.declarations;
  if (!declared || isWithin(declared, statement)) return false;
  const owner = context.parents.enclosingFunction(declared);
  return (
    owner === around ||
    (isFunctionNode(owner) &&
      'id' in owner &&
      owner.id === declared &&
      context.parents.enclosingFunction(owner) === around)
  );
}

/** The arrival of which a change of the counter is part. */
function arrivalOf(context: FileContext, counter: Binding, identifier: Node): Arrival | undefined {
  const statement = context.parents.enclosingStatement(identifier);
  const block = statement && context.parents.get(statement)?.parent;
  if (block?.type !== 'BlockStatement') return undefined;
  return matchArrival(context, counter, blockList(block), block.body.indexOf(statement!));
}

/** True when the last call goes on to complete the function, or the call in which the calls run. */
function goesOn(region: Region, { join }: Arrival): boolean {
  const { mode, items, context } = region;
  if (mode.kind !== 'callback') return false;
  return join.statements.some((statement) =>
    context.scopes.referencesIn(statement).some(({ binding }) => {
      if (!binding) return false;
      if (mode.continuations.has(binding) || binding === items?.counter || items?.done.has(binding)) return true;
      const fn = functionOfBinding(context, binding);
      return fn !== undefined && carriesContinuation(region, fn, new Set());
    }),
  );
}

/** True when the calls that a statement starts count the counter. */
export const reachesCounter = (context: FileContext, statement: Statement, counter: Binding): boolean =>
  statement.type === 'ExpressionStatement' && countersIn(context, statement).has(counter);

/** A statement that neither holds a function nor names one starts nothing. */
function hasFunction(context: FileContext, statement: Statement): boolean {
  let found = false;
  walk(statement, {
    enter(node) {
      if (found) return 'skip';
      if (isFunctionNode(node)) found = true;
      if (node.type === 'Identifier') {
        const binding = context.scopes.bindingOf(node);
        if (binding && functionOfBinding(context, binding)) found = true;
      }
      return undefined;
    },
  });
  return found;
}
