import type { CallExpression, NewExpression, Node } from '@babel/types';
import type { Binding } from '../../syntax/scope.js';
import { calleeName } from '../callee.js';
import type { FileContext } from '../file-context.js';
import { functionGiven } from './given-function.js';

/**
 * The functions that a call gets in a list: `args.push(callback)` in front of `fn.apply(this, args)` or `fn(...args)`, also those
 * that stand in an array literal or come by `concat`.
 *
 * @returns functions, and names of functions of the file
 */
export function functionsApplied(context: FileContext, call: CallExpression | NewExpression): Node[] {
  const isApplied = call.callee.type === 'MemberExpression' && calleeName(call) === 'apply';
  const lists = call.arguments.flatMap((argument, at) => {
    if (argument.type === 'SpreadElement') return [argument.argument];
    return isApplied && at === 1 ? [argument] : [];
  });
  return lists
    .flatMap((list) => elementsOf(context, list, new Set()))
    .filter((element) => functionGiven(context, element) !== undefined);
}

/** What stands in a list, as far as the file puts it there by name. */
function elementsOf(context: FileContext, list: Node, seen: Set<Binding>): Node[] {
  if (list.type === 'ArrayExpression')
    return list.elements.flatMap((element) => {
      if (!element) return [];
      return element.type === 'SpreadElement' ? elementsOf(context, element.argument, seen) : [element];
    });
  if (list.type === 'CallExpression') return calleeName(list) === 'concat' ? joined(context, list, seen) : [];
  const binding = list.type === 'Identifier' ? context.scopes.bindingOf(list) : undefined;
  if (!binding || seen.has(binding)) return [];
  seen.add(binding);
  const names = new Set([...binding.declarations, ...binding.references.map(({ identifier }) => identifier)]);
  return [...names].flatMap((name) => putInto(context, name, seen));
}

/** `first.concat(second, callback)` */
function joined(context: FileContext, { callee, arguments: args }: CallExpression, seen: Set<Binding>): Node[] {
  const first = callee.type === 'MemberExpression' ? [callee.object] : [];
  return [...first, ...args].flatMap((part) => [part, ...elementsOf(context, part, seen)]);
}

/** What the place of a list's name puts into it: `var args = […]`, `args = args.concat(fn)`, `args.push(fn)`, `args[n] = fn`. */
function putInto(context: FileContext, name: Node, seen: Set<Binding>): Node[] {
  const link = context.parents.get(name);
  if (link?.parent.type === 'VariableDeclarator' && link.key === 'id' && link.parent.init)
    return elementsOf(context, link.parent.init, seen);
  if (link?.parent.type === 'AssignmentExpression' && link.key === 'left')
    return elementsOf(context, link.parent.right, seen);
  if (link?.parent.type !== 'MemberExpression' || link.key !== 'object') return [];
  const around = context.parents.get(link.parent);
  if (around?.parent.type === 'AssignmentExpression' && around.key === 'left' && link.parent.computed)
    return [around.parent.right];
  const isPut = around?.parent.type === 'CallExpression' && around.key === 'callee';
  return isPut && /^(?:push|unshift)$/.test(calleeName(around.parent)) ? around.parent.arguments : [];
}
