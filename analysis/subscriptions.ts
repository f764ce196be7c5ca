import type { Node } from '@babel/types';
import type { Binding } from '../syntax/scope.js';
import { isFunctionNode, walk } from '../syntax/walk.js';
import type { FileContext } from './file-context.js';
import type { HandlerFunction } from './handler.js';
import type { Operation } from './operations/operation.js';

const SUBSCRIBING = new Set(['on', 'once', 'addListener', 'prependListener', 'addEventListener', 'pipe']);

/** What is counted goes when nobody holds it: a cache that was the only one to do so may let go of it right behind the callback. */
const HOLDING = /^(?:checkout|checkOut|acquire|retain|addRef|incRef|hold|pin)$/;

/**
 * Looks for a subscription to the result or the source of an operation in what its handler does first, or for a call by which
 * the result is held. A source that fires right after completing would be missed when the handler ran a microtask later, and what
 * nobody holds may be gone by then.
 *
 * @returns the subscribing or holding call, if there is one
 */
export function isTransparentBody(
  context: FileContext,
  operation: Operation,
  handler: HandlerFunction,
): Node | undefined {
  const values = new Set(
    handler.params.flatMap((param) => (param.type === 'Identifier' ? [context.scopes.bindingOf(param)] : [])),
  );
  const { callee } = operation.call;
  const source = callee.type === 'MemberExpression' ? textOf(context, callee.object) : undefined;
  let found: Node | undefined;
  walk(handler.body, {
    enter(node) {
      if (isFunctionNode(node)) return 'skip';
      if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return;
      const { object, property } = node.callee;
      if (property.type !== 'Identifier') return;
      const isValue = (part: Node): boolean => part.type === 'Identifier' && values.has(context.scopes.bindingOf(part));
      const takesHold = HOLDING.test(property.name) && [object, ...node.arguments].some(isValue);
      if (takesHold && operation.callee.kind !== 'builtin') found = node;
      if (!SUBSCRIBING.has(property.name)) return;
      if (isValue(object) || textOf(context, object) === source) found = node;
      return;
    },
  });
  return found;
}

/** A subscription to one of some values, in code itself. */
export function subscriptionTo(
  { scopes }: FileContext,
  code: Node,
  values: ReadonlySet<Binding | undefined>,
): Node | undefined {
  let found: Node | undefined;
  walk(code, {
    enter(node) {
      if (isFunctionNode(node)) return 'skip';
      if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
      const { object, property } = node.callee;
      const isMeant = property.type === 'Identifier' && SUBSCRIBING.has(property.name) && object.type === 'Identifier';
      const binding = isMeant ? scopes.bindingOf(object) : undefined;
      if (binding && values.has(binding)) found ??= node;
      return undefined;
    },
  });
  return found;
}

const textOf = (context: FileContext, node: Node): string => context.file.source.text.slice(node.start!, node.end!);
