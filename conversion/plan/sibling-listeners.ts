import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import { bindingOfFunction, functionOfBinding } from '../../analysis/local-function.js';
import type { Operation } from '../../analysis/operation.js';
import type { Binding } from '../../syntax/scope.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { Decline } from '../decline.js';
import type { Region } from './region.js';

const LISTENING = /^(?:on|once|addListener|prependListener)$/;

/**
 * What an event brings may be finished within the turn of that event: its operation calls back, and the next event of the
 * same emitter follows at once. A listener of that one must find what the callback did, so that an `await` comes too late.
 */
export function checkSiblingListeners(region: Region, { call, callee, receiver }: Operation): void {
  if (callee.kind === 'builtin' || receiver.kind !== 'handler') return;
  const around = listenerAround(region, call);
  if (!around || !usesParameter(region, around.fn, callsUpTo(region, call, around.fn))) return;
  const scope = region.context.parents.enclosingFunction(around.registration);
  if (!scope) return;
  const used = usedIn(region, receiver.handler.fn, scope);
  for (const other of listenersOf(region, scope, around)) {
    const shared = [...usedIn(region, other, scope)].find((binding) => used.has(binding));
    if (shared)
      throw new Decline('listener-follows', call, {
        callee: callee.name,
        emitter: around.emitter,
        name: shared.name,
      });
  }
}

interface Listening {
  readonly fn: FunctionNode;
  readonly registration: CallExpression;
  readonly emitter: string;
}

/** The innermost function around a call that is a listener. */
function listenerAround(region: Region, call: Node): Listening | undefined {
  for (const fn of region.context.parents.ancestors(call)) {
    if (!isFunctionNode(fn)) continue;
    const uses = [fn as Node, ...(bindingOfFunction(region.context, fn)?.references ?? []).map(nodeOf)];
    for (const use of uses) {
      const registration = region.context.parents.get(use)?.parent;
      const emitter = registration && emitterOf(region, registration);
      if (emitter !== undefined && registration?.type === 'CallExpression') return { fn, registration, emitter };
    }
  }
  return undefined;
}

const nodeOf = ({ identifier }: { identifier: Node }): Node => identifier;

/** `dispenser` of `dispenser.on('part', onPart)`. */
function emitterOf({ context }: Region, node: Node): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const { object, property } = node.callee;
  if (property.type !== 'Identifier' || !LISTENING.test(property.name) || node.arguments.length !== 2) return undefined;
  return context.file.source.text.slice(object.start!, object.end!);
}

/** What a call, and the calls whose callbacks it stands in, are given. */
function callsUpTo(region: Region, call: CallExpression, fn: FunctionNode): Node[] {
  const found: Node[] = [];
  for (const node of [call, ...region.context.parents.ancestors(call)]) {
    if (node === fn) break;
    if (node.type !== 'CallExpression') continue;
    found.push(node.callee, ...node.arguments.filter((argument) => !isFunctionNode(argument)));
  }
  return found;
}

function usesParameter({ context }: Region, fn: FunctionNode, nodes: readonly Node[]): boolean {
  return nodes
    .flatMap((node) => context.scopes.referencesIn(node))
    .some(({ binding }) => binding?.kind === 'param' && binding.scope === context.scopes.functionScope(fn));
}

/** The other listeners that a function adds to the same emitter. */
function listenersOf(region: Region, scope: FunctionNode, { fn, emitter }: Listening): FunctionNode[] {
  const found: FunctionNode[] = [];
  walk(scope.body, {
    enter(node) {
      if (node.type !== 'CallExpression' || emitterOf(region, node) !== emitter) return;
      const other = listenerIn(region, node.arguments[1]!);
      if (other && other !== fn) found.push(other);
    },
  });
  return found;
}

function listenerIn({ context }: Region, node: Node): FunctionNode | undefined {
  if (isFunctionNode(node)) return node;
  const binding = node.type === 'Identifier' ? context.scopes.bindingOf(node) : undefined;
  return binding && functionOfBinding(context, binding);
}

/** The variables of a function that another one inside of it uses, itself or through functions that it calls. */
function usedIn(region: Region, fn: FunctionNode, scope: FunctionNode, seen = new Set<FunctionNode>()): Set<Binding> {
  const found = new Set<Binding>();
  seen.add(fn);
  for (const { binding } of region.context.scopes.referencesIn(fn.body)) {
    if (!binding || isWithin(binding, fn) || !isWithin(binding, scope)) continue;
    const called = functionOfBinding(region.context, binding);
    if (!called) found.add(binding);
    else if (!seen.has(called)) usedIn(region, called, scope, seen).forEach((inner) => found.add(inner));
  }
  return found;
}

const isWithin = ({ scope }: Binding, fn: FunctionNode): boolean => fn.start! <= scope.start && scope.end <= fn.end!;
