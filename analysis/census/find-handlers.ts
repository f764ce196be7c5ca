import type { Function as FunctionNode, Identifier, Node } from '@babel/types';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { calleeName, isCall, memberName, type AnyCall } from './callee.js';
import { words } from './words.js';

/** The error-first handlers of a file: see docs/census.md. */
export function findHandlers(context: FileContext): ReadonlySet<FunctionNode> {
  const handlers = new Set<FunctionNode>();
  walk(context.file.ast, {
    enter(node) {
      if (isFunctionNode(node) && isHandler(context, node)) handlers.add(node);
    },
  });
  return handlers;
}

/** How many handlers stand around each one. */
export function nestingOf(context: FileContext, handlers: ReadonlySet<FunctionNode>): number[] {
  const nesting: number[] = [];
  for (const handler of handlers) {
    let depth = 0;
    for (const ancestor of context.parents.ancestors(handler)) if (handlers.has(ancestor as FunctionNode)) depth++;
    while (nesting.length <= depth) nesting.push(0);
    nesting[depth]!++;
  }
  return nesting;
}

function isHandler(context: FileContext, fn: FunctionNode): boolean {
  const error = errorParameter(fn);
  if (!error || isErrorMiddleware(fn)) return false;
  const link = context.parents.get(fn);
  if (link && isCall(link.parent) && link.key === 'arguments') {
    if (!takesResult(link.parent, link.index ?? 0)) return false;
    return !words.shortError.test(error.name) || fn.params.length > 1 || isTested(context, error);
  }
  // Elsewhere a function is a handler when it does with the error what handlers do.
  return isTested(context, error) || isPassedOn(context, error);
}

function errorParameter(fn: FunctionNode): Identifier | undefined {
  const first = fn.params.find((param) => !(param.type === 'Identifier' && param.name === 'this'));
  return first?.type === 'Identifier' && words.error.test(first.name) ? first : undefined;
}

/** `(err, req, res, next)`: what web frameworks call for errors alone. */
function isErrorMiddleware({ params }: FunctionNode): boolean {
  return params.length === 4 && params[1]!.type === 'Identifier' && /^(?:req|request|ctx)$/.test(params[1]!.name);
}

/** Whether a function at this place receives the result of one operation. */
function takesResult(call: AnyCall, index: number): boolean {
  const name = calleeName(call);
  if (name === undefined) return true;
  if (words.listenerMethods.has(name) || words.promiseMethods.has(name)) return false;
  return !(words.arrayMethods.has(name) && index === 0);
}

/** `if (err)`, `!err`, `err && …`, `err == null`, `err ? … : …`: whether the error decides something. */
function isTested({ scopes, parents }: FileContext, error: Identifier): boolean {
  const binding = scopes.bindingOf(error);
  return (
    binding !== undefined && binding.references.some(({ identifier }) => decides(identifier, parents.get(identifier)))
  );
}

/** `cb(err)`, `req.callback(err, stat)`: whether the error is what some callback is completed with. */
function isPassedOn({ scopes, parents }: FileContext, error: Identifier): boolean {
  const references = scopes.bindingOf(error)?.references ?? [];
  return references.some(({ identifier }) => {
    const link = parents.get(identifier);
    if (!link || !isCall(link.parent) || link.key !== 'arguments' || link.index !== 0) return false;
    const { callee } = link.parent;
    if (callee.type === 'Identifier') return words.callback.test(callee.name);
    const name = memberName(callee);
    return name !== undefined && words.callbackMember.test(name);
  });
}

function decides(node: Node, link: { parent: Node; key: string } | undefined): boolean {
  switch (link?.parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return link.key === 'test';
    case 'UnaryExpression':
      return link.parent.operator === '!' || link.parent.operator === 'typeof';
    case 'LogicalExpression':
      return link.key === 'left' || link.parent.right === node;
    case 'BinaryExpression':
      return /^(?:[!=]==?|instanceof)$/.test(link.parent.operator);
    default:
      return false;
  }
}
