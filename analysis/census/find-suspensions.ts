import type { Function as FunctionNode, Node } from '@babel/types';
import { isFunctionNode, walk, walkFunctionBody } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { calledModule, calleeName, isCall, receiverOf, type AnyCall } from './callee.js';
import type { Census } from '../../core/index.js';
import { shimMember } from './count-calls.js';
import { words } from './words.js';

export interface Suspensions extends Pick<Census, 'asyncFunctions' | 'awaits'> {
  readonly runnerYields: readonly Node[];
}

/** Finds where functions of a file wait: in generators that a runner drives, and in async functions. */
export function findSuspensions(context: FileContext): Suspensions {
  const found = { runnerYields: [] as Node[], asyncFunctions: 0, awaits: 0 };
  const driven = new Map<FunctionNode, boolean>();
  walk(context.file.ast, {
    enter(node) {
      if (isFunctionNode(node) && node.async) found.asyncFunctions++;
      if (node.type === 'AwaitExpression') found.awaits++;
      if (node.type !== 'YieldExpression') return;
      const owner = context.parents.enclosingFunction(node);
      if (!owner) return;
      if (!driven.has(owner)) driven.set(owner, isDriven(context, owner));
      if (driven.get(owner)) found.runnerYields.push(node);
    },
  });
  return found;
}

/** Whether a generator is given to a runner: in place, by the name under which it is declared, or as its body shows. */
function isDriven(context: FileContext, fn: FunctionNode): boolean {
  if (isRunnerArgument(context, fn) || waits(context, fn)) return true;
  const name = declaredName(context, fn);
  const references = name ? (context.scopes.bindingOf(name)?.references ?? []) : [];
  return references.some(({ identifier }) => isRunnerArgument(context, identifier));
}

/** Whether a generator uses what a `yield` gives back, or yields `next`: what is only iterated does neither. */
function waits(context: FileContext, fn: FunctionNode): boolean {
  let found = false;
  walkFunctionBody(fn, {
    enter(node) {
      if (node.type !== 'YieldExpression') return;
      const used = context.parents.get(node)?.parent.type !== 'ExpressionStatement';
      if (used || (node.argument?.type === 'Identifier' && node.argument.name === 'next')) found = true;
    },
  });
  return found;
}

function declaredName(context: FileContext, fn: FunctionNode) {
  if (fn.type === 'FunctionDeclaration') return fn.id ?? undefined;
  const link = context.parents.get(fn);
  return link?.parent.type === 'VariableDeclarator' && link.parent.id.type === 'Identifier'
    ? link.parent.id
    : undefined;
}

/** `co(fn)`, `co.wrap(fn)`, `Promise.coroutine(fn)`, `app.use(fn)`; also `co(fn(a))` and `co.call(this, fn)`. */
function isRunnerArgument(context: FileContext, node: Node): boolean {
  const link = context.parents.get(node);
  if (!link || !isCall(link.parent)) return false;
  // `co(fn(a))`: the generator object is what the runner gets.
  if (link.key === 'callee') return isRunnerArgument(context, link.parent);
  return link.key === 'arguments' && isRunner(context, link.parent);
}

function isRunner(context: FileContext, call: AnyCall): boolean {
  const name = calleeName(call);
  if (name === undefined) return false;
  const module = calledModule(context, call);
  if ((module && words.runners.has(module.specifier)) || shimMember(context, call) !== undefined) return true;
  const receiver = receiverOf(call);
  if (!receiver) return words.runners.has(name) || name === 'engine';
  if (name === 'call' || name === 'apply') return receiver.type === 'Identifier' && words.runners.has(receiver.name);
  if (words.runnerMembers.has(name) && receiver.type === 'Identifier') return true;
  // Middleware of koa 1.
  return name === 'use' || name === 'engine';
}
