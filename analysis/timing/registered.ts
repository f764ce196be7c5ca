import type { Function as FunctionNode } from '@babel/types';
import { resolveCallee } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { bindingOfFunction } from '../local-function.js';
import { keysOfCall } from './function-key.js';

/** The keys of what a function is given to where it stands: `forEach(paths, function (path, callback) { … }, done)`. */
export function keysOfTaker(context: FileContext, fn: FunctionNode): string[] {
  const link = context.parents.get(fn);
  return link?.key === 'arguments' && link.parent.type === 'CallExpression' ? keysOfCall(context, link.parent) : [];
}

/** The key of facts about functions that are given to the one of a key. */
export const givenTo = (key: string): string => `given to ${key}`;

/** The keys of what a function is given to, where it stands or by its name. */
export function keysOfGiven(context: FileContext, fn: FunctionNode): string[] {
  const uses = bindingOfFunction(context, fn)?.references.map(({ identifier }) => identifier) ?? [];
  const calls = [fn, ...uses].flatMap((use) => {
    const link = context.parents.get(use);
    return link?.key === 'arguments' && link.parent.type === 'CallExpression' ? [link.parent] : [];
  });
  return calls.flatMap((call) => keysOfCall(context, call)).map(givenTo);
}

/** The name under which all functions are kept that an object of another package may call whenever it is asked for something. */
export const REGISTERED = 'registered!';

/**
 * `resolver.plugin('file', function (request, callback) { … })`: who asks the object for something, by a method that the
 * project does not have, may be answered by this function.
 */
export function isRegistered(context: FileContext, fn: FunctionNode): boolean {
  const link = context.parents.get(fn);
  const bound = link?.parent.type === 'MemberExpression' ? context.parents.get(link.parent)?.parent : undefined;
  const own = bound ? context.parents.get(bound) : link;
  if (own?.parent.type !== 'CallExpression' || own.key !== 'arguments') return false;
  const { callee, arguments: args } = own.parent;
  if (callee.type !== 'MemberExpression' || args.length < 2 || args.at(-1) !== (bound ?? fn)) return false;
  return resolveCallee(context, own.parent).kind === 'unknown';
}
