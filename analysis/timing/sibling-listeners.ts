import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import type { Binding } from '../../syntax/scope.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { bindingOfFunction, functionOfBinding } from '../local-function.js';
import { isShimBody } from './shim-body.js';
import { isWithin } from '../../syntax/within.js';

const LISTENING = /^(?:on|once|addListener|prependListener)$/;

/** What a callback shares with a listener that may follow it in the same turn. */
export interface SharedWithListener {
  readonly emitter: string;
  /** The variable that both use. */
  readonly name: string;
}

/**
 * What an event brings may be finished within the turn of that event: a call in its listener calls back, and the next event of
 * the same emitter follows at once. A listener of that one finds what the callback did.
 *
 * @param call a call somewhere in a listener, that depends on what the event brought
 * @param handler its callback
 */
export function sharedWithListener(
  context: FileContext,
  call: CallExpression,
  handler: FunctionNode,
): SharedWithListener | undefined {
  const around = listenerAround(context, call);
  if (!around || !usesParameter(context, around.fn, callsUpTo(context, call, around.fn))) return undefined;
  const scope = context.parents.enclosingFunction(around.registration);
  if (!scope) return undefined;
  const used = usedIn(context, handler, scope);
  for (const other of listenersOf(context, scope, around)) {
    const shared = [...usedIn(context, other, scope)].find((binding) => used.has(binding));
    if (shared) return { emitter: around.emitter, name: shared.name };
  }
  return undefined;
}

interface Listening {
  readonly fn: FunctionNode;
  readonly registration: CallExpression;
  readonly emitter: string;
}

/** The innermost function around a call that is a listener. */
function listenerAround(context: FileContext, call: Node): Listening | undefined {
  for (const fn of context.parents.ancestors(call)) {
    if (!isFunctionNode(fn)) continue;
    const uses = [fn as Node, ...(bindingOfFunction(context, fn)?.references ?? []).map(nodeOf)];
    for (const use of uses) {
      const registration = context.parents.get(use)?.parent;
      const emitter = registration && emitterOf(context, registration);
      if (emitter !== undefined && registration?.type === 'CallExpression') return { fn, registration, emitter };
    }
  }
  return undefined;
}

const nodeOf = ({ identifier }: { identifier: Node }): Node => identifier;

/** `dispenser` of `dispenser.on('part', onPart)`. */
function emitterOf(context: FileContext, node: Node): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const { object, property } = node.callee;
  if (property.type !== 'Identifier' || !LISTENING.test(property.name) || node.arguments.length !== 2) return undefined;
  return context.file.source.text.slice(object.start!, object.end!);
}

/** What a call, and the calls whose callbacks it stands in, are given. */
function callsUpTo(context: FileContext, call: CallExpression, fn: FunctionNode): Node[] {
  const found: Node[] = [];
  for (const node of [call, ...context.parents.ancestors(call)]) {
    if (node === fn) break;
    // Converted code comes to a call behind those that it waits for.
    if (isFunctionNode(node) && isShimBody(context, node)) found.push(node.body);
    if (node.type !== 'CallExpression') continue;
    found.push(node.callee, ...node.arguments.filter((argument) => !isFunctionNode(argument)));
  }
  return found;
}

/** Whether one of these nodes uses a parameter of a function, or a variable that was made of one: `const file = { name }`. */
function usesParameter(
  context: FileContext,
  fn: FunctionNode,
  nodes: readonly Node[],
  seen = new Set<Binding>(),
): boolean {
  return nodes
    .flatMap((node) => context.scopes.referencesIn(node))
    .some(({ binding }) => {
      if (!binding || seen.has(binding) || !isDeclaredIn(binding, fn)) return false;
      if (binding.kind === 'param') return binding.scope === context.scopes.functionScope(fn);
      seen.add(binding);
      return usesParameter(context, fn, initialValues(context, binding), seen);
    });
}

const initialValues = ({ parents }: FileContext, { declarations }: Binding): Node[] =>
  declarations.flatMap((declared) => {
    const parent = parents.get(declared)?.parent;
    return parent?.type === 'VariableDeclarator' && parent.init ? [parent.init] : [];
  });

/** The other listeners that a function adds to the same emitter. */
function listenersOf(context: FileContext, scope: FunctionNode, { fn, emitter }: Listening): FunctionNode[] {
  const found: FunctionNode[] = [];
  walk(scope.body, {
    enter(node) {
      if (node.type !== 'CallExpression' || emitterOf(context, node) !== emitter) return;
      const other = listenerIn(context, node.arguments[1]!);
      if (other && other !== fn) found.push(other);
    },
  });
  return found;
}

function listenerIn(context: FileContext, node: Node): FunctionNode | undefined {
  if (isFunctionNode(node)) return node;
  const binding = node.type === 'Identifier' ? context.scopes.bindingOf(node) : undefined;
  return binding && functionOfBinding(context, binding);
}

/** The variables of a function that another one inside of it uses, itself or through functions that it calls. */
function usedIn(
  context: FileContext,
  fn: FunctionNode,
  scope: FunctionNode,
  seen = new Set<FunctionNode>(),
): Set<Binding> {
  const found = new Set<Binding>();
  seen.add(fn);
  for (const { binding } of context.scopes.referencesIn(fn.body)) {
    if (!binding || isDeclaredIn(binding, fn) || !isDeclaredIn(binding, scope)) continue;
    const called = functionOfBinding(context, binding);
    if (!called) found.add(binding);
    else if (!seen.has(called)) usedIn(context, called, scope, seen).forEach((inner) => found.add(inner));
  }
  return found;
}

const isDeclaredIn = ({ scope }: Binding, fn: FunctionNode): boolean => isWithin(scope, fn);
