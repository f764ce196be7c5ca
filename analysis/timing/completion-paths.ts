import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import type { Binding } from '../../syntax/scope.js';
import { isFunctionNode } from '../../syntax/walk.js';
import { calleeName, resolveCallee, type Callee } from '../callee.js';
import { usesArguments } from '../../syntax/function-facts.js';
import { continuationsOf, type Continuation } from '../continuation.js';
import { keysOfCall, shimHelper } from './function-key.js';
import { isKeptInQueue } from './kept-callback.js';
import type { FileContext } from '../file-context.js';
import { libraryFunctionOf } from '../libraries/value-shape.js';
import { bindingOfFunction } from '../local-function.js';
import { packageKey } from './replaced-packages.js';
import { isTick, TICK } from './ticks.js';
import { toldFromList } from './told-from-list.js';
import { isDirectCall } from '../../syntax/direct-call.js';

/**
 * A way from a function's entry to a call of its continuation: the names of the callees whose callbacks lie in between.
 * The function completes before it returns when all of them do; an empty path completes at once.
 */
export type CompletionPath = readonly string[];

/** Callees that run their function argument at once. */
const TRANSPARENT = /^(?:forEach|map|filter|some|every|reduce|find|call|apply)$/;

/** Callees that surely call back after they have returned. */
const DEFERRING =
  /^(?:setImmediate|setTimeout|setInterval|queueMicrotask|defer|then|catch|finally|on|once|addListener|addEventListener|prependListener)$/;

const MAX_DEPTH = 12;

/** Functions that call one another in more ways than these are taken to complete at once. */
const MAX_WAYS = 2000;

/** The ways in which a function may complete before it returns; none when it always completes later. */
export function completionPaths(context: FileContext, fn: FunctionNode, continuation: Continuation): CompletionPath[] {
  const starts: Way[] = [];
  const kept: CompletionPath[] = [];
  for (const binding of continuation.names) {
    for (const { identifier } of binding.references) {
      const call = callAround(context, identifier);
      for (const node of toldFromList(context, identifier)) starts.push({ node, path: [], depth: 0 });
      if (!call && isKeptInQueue(context, identifier)) kept.push([KEPT]);
      if (!call) continue;
      const { node } = call;
      const first = call.key === 'callee' ? [[]] : reaching(context, node);
      starts.push(...first.map((path) => ({ node, path, depth: 0 })));
    }
  }
  return [...climb(context, fn, starts), ...kept];
}

/** A call that leads to the continuation, and the callees in between. */
interface Way {
  readonly node: Node;
  readonly path: CompletionPath;
  readonly depth: number;
}

/** Follows the functions around calls up to `fn`; each one is somebody's callback. The shortest ways come first. */
function climb(context: FileContext, fn: FunctionNode, ways: Way[]): CompletionPath[] {
  const paths: CompletionPath[] = [];
  const seen = new Map<FunctionNode, Set<string>>();
  for (let at = 0; at < ways.length; at++) {
    if (at > MAX_WAYS) return [...paths, []];
    const { node, path, depth } = ways[at]!;
    const around = context.parents.enclosingFunction(node);
    if (!around || depth > MAX_DEPTH || !isNew(seen, around, path)) continue;
    if (around === fn) {
      paths.push(path);
      continue;
    }
    for (const [step, place] of entriesOf(context, around))
      ways.push({ node: place, path: [...new Set([...path, ...step])], depth: depth + 1 });
  }
  return paths;
}

/** The same callees in another order, or more than once, are the same way. */
function isNew(seen: Map<FunctionNode, Set<string>>, around: FunctionNode, path: CompletionPath): boolean {
  const key = path.toSorted().join('\n');
  const known = seen.get(around);
  if (known?.has(key)) return false;
  if (known) known.add(key);
  else seen.set(around, new Set([key]));
  return true;
}

/** Where a nested function is run from, and through which callees. */
export function entriesOf(context: FileContext, fn: FunctionNode): [CompletionPath, CallExpression][] {
  const uses = [
    fn as Node,
    ...[bindingOfFunction(context, fn), boundVariable(context, fn)].flatMap(
      (binding) => binding?.references.map((reference) => reference.identifier) ?? [],
    ),
  ];
  return uses.flatMap((use): [CompletionPath, CallExpression][] => {
    const call = callAround(context, use);
    if (!call) return [];
    if (call.key === 'callee') return [[[], call.node]];
    return reaching(context, call.node).map((step): [CompletionPath, CallExpression] => [step, call.node]);
  });
}

/** `next` of `var next = function () { … }.bind(this)`. */
function boundVariable({ parents, scopes }: FileContext, fn: FunctionNode): Binding | undefined {
  const member = parents.get(fn);
  const call = member?.key === 'object' ? parents.get(member.parent) : undefined;
  const variable = call?.key === 'callee' ? parents.get(call.parent)?.parent : undefined;
  if (variable?.type !== 'VariableDeclarator' || variable.id.type !== 'Identifier') return undefined;
  return scopes.bindingOf(variable.id);
}

export function callAround(context: FileContext, use: Node): { node: CallExpression; key: string } | undefined {
  let link = context.parents.get(use);
  // `function … {}.bind(this)` stands for the function.
  if (link?.parent.type === 'MemberExpression' && link.key === 'object') {
    const member = link.parent;
    const bind = context.parents.get(member);
    if (bind?.parent.type !== 'CallExpression' || bind.key !== 'callee') return undefined;
    if (member.property.type === 'Identifier' && member.property.name !== 'bind')
      return { node: bind.parent, key: 'callee' };
    link = context.parents.get(bind.parent);
  }
  return link && isDirectCall(link.parent) ? { node: link.parent, key: link.key } : undefined;
}

/** Stands in paths for a callee of which nothing can be known: it may do anything. */
export const UNKNOWN_FUNCTION = '?';

/** Stands in paths for a queue that gets the callback with a piece of work: it goes on as soon as the callback has run. */
export const QUEUE = 'push!';

/** Stands in paths for a list of the file itself that keeps the callback: who calls it looks at the list at once. */
export const KEPT = 'kept!';

/** `queue.push(work, callback)` */
const isQueue = ({ callee, arguments: args }: CallExpression): boolean =>
  args.length > 1 &&
  callee.type === 'MemberExpression' &&
  callee.property.type === 'Identifier' &&
  /^(?:push|unshift)$/.test(callee.property.name);

/** A function that was passed in, one that takes whatever arguments, or one of `async`, which completes at once when there is nothing to do. */
export function isUnknownFunction(context: FileContext, call: CallExpression, callee: Callee): boolean {
  if (callee.kind === 'module') return callee.specifier === 'async' || callee.specifier === 'neo-async';
  // Its callback is among its arguments: no way to it can be followed.
  if (callee.kind === 'local') return usesArguments(callee.fn) && continuationsOf(context, callee.fn).length === 0;
  const { callee: called } = call;
  // `fn.call(context, a, cb)`, or a method of that name.
  const target = called.type === 'MemberExpression' && calleeName(call) === 'call' ? called.object : called;
  if (target.type !== 'Identifier' || callee.kind !== 'unknown') return false;
  return context.scopes.bindingOf(target)?.kind === 'param';
}

/** The steps through a call that gets a function, and through one that gets what it makes of it: `ask(request, guarded(callback))`. */
function reaching(context: FileContext, call: CallExpression): CompletionPath[] {
  const around = callAround(context, call);
  const outer = around?.key === 'arguments' ? reaching(context, around.node) : [];
  const replaced = packageKey(context, call);
  return [...through(context, call), ...(replaced === undefined ? [] : [[replaced]]), ...outer];
}

/** The step through a call that gets a function: nothing when it calls back later, one path otherwise. */
export function through(context: FileContext, call: CallExpression): CompletionPath[] {
  // Converted code does not tell any more what its original did: it may have completed at once.
  if (shimHelper(context, call)) return [[], [TICK]];
  if (isTick(call)) return [[TICK]];
  const library = libraryFunctionOf(context, call);
  if (library) return library.fn.completes === 'maybe-at-once' ? [[UNKNOWN_FUNCTION]] : [];
  const callee = resolveCallee(context, call);
  const name = calleeName(call);
  if (callee.kind === 'builtin' || DEFERRING.test(name)) return [];
  if (isFunctionNode(call.callee) || TRANSPARENT.test(name)) return [[]];
  if (isUnknownFunction(context, call, callee)) return [[UNKNOWN_FUNCTION]];
  const steps = keysOfCall(context, call).map((key) => [key]);
  return isQueue(call) ? [...steps, [QUEUE]] : steps;
}
