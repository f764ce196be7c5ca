import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import type { Binding } from '../../syntax/scope.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { bindingOfFunction } from '../local-function.js';
import { keysOfFunction } from './function-key.js';
import { isCaught } from './given-functions.js';
import { givenTo } from './registered.js';

/**
 * `try { fn(text, function (err, value) { if (err) throw err; … }) } catch (e) { … }`: who calls a function that was given waits
 * in the `catch` for what the callback throws, so the function must call it before it returns.
 *
 * @returns the keys of what is given to the function around and to those that hand it on; none for another call
 */
export function reliedOnGiven(context: FileContext, call: CallExpression): string[] {
  if (call.callee.type !== 'Identifier' || !isCaught(context, call)) return [];
  const binding = context.scopes.bindingOf(call.callee);
  if (binding?.kind !== 'param' || !call.arguments.some(throwsItself)) return [];
  return keysOfGivers(context, binding, new Set());
}

/** The functions that have the function as a parameter: the one that calls it, and those who pass on one of theirs. */
function keysOfGivers(context: FileContext, binding: Binding, seen: Set<FunctionNode>): string[] {
  const owner = binding.declarations[0] && context.parents.enclosingFunction(binding.declarations[0]);
  if (!owner || seen.has(owner)) return [];
  seen.add(owner);
  const own = keysOfFunction(context, owner);
  const index = owner.params.findIndex((param) => param === binding.declarations[0]);
  const outer =
    index < 0 ? [] : callsOf(context, owner).flatMap(({ arguments: args }) => handedOn(context, args[index], seen));
  return [...own.map(givenTo), ...outer];
}

function handedOn(context: FileContext, argument: Node | undefined, seen: Set<FunctionNode>): string[] {
  const binding = argument?.type === 'Identifier' ? context.scopes.bindingOf(argument) : undefined;
  return binding?.kind === 'param' ? keysOfGivers(context, binding, seen) : [];
}

/** The calls of a function by its own name. */
function callsOf(context: FileContext, fn: FunctionNode): CallExpression[] {
  const own = bindingOfFunction(context, fn);
  return (own?.references ?? []).flatMap(({ identifier }) => {
    const link = context.parents.get(identifier);
    return link?.parent.type === 'CallExpression' && link.key === 'callee' ? [link.parent] : [];
  });
}

/** A function with a `throw` of its own that it does not catch. */
function throwsItself(fn: Node): boolean {
  if (!isFunctionNode(fn)) return false;
  let throws = false;
  walk(fn.body, {
    enter(node) {
      throws ||= node.type === 'ThrowStatement';
      return isFunctionNode(node) ? 'skip' : undefined;
    },
  });
  return throws;
}
