import type { CallExpression, Function as FunctionNode, Node } from '@babel/types';
import { calleeName, resolveCallee } from '../../../analysis/callee.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { bindingOfFunction } from '../../../analysis/local-function.js';

/**
 * `fall([authorize, store, answer])`, `steps.push((next) => …)`: who starts such a chain may find it done when all of its functions
 * complete at once, and gets what they throw.
 *
 * @returns where the function is put into the chain
 */
export function chainedAt(context: FileContext, fn: FunctionNode): string | undefined {
  const names = bindingOfFunction(context, fn)?.references.map(({ identifier }): Node => identifier) ?? [];
  const place = isPushed(context, fn) ? fn : names.find((name) => isPushed(context, name) || isListed(context, name));
  return place && `${context.file.source.path}:${context.lines.at(place.start!).line}`;
}

function isListed(context: FileContext, use: Node): boolean {
  const list = context.parents.get(use)?.parent;
  return list?.type === 'ArrayExpression' && isHandedOn(context, list, new Set());
}

/**
 * Given to a call, by itself or through a name: `const steps = [a, b]`, `const chosen = all ? steps : few`, `series(chosen)`.
 * A list with a name may be looked at by functions of the project; who runs it is somebody else.
 */
function isHandedOn(context: FileContext, value: Node, seen: Set<Node>): boolean {
  const link = context.parents.get(value);
  if (!link || seen.has(value)) return false;
  seen.add(value);
  const { parent, key } = link;
  if (parent.type === 'CallExpression') return key === 'arguments' && (seen.size === 1 || !isOwn(context, parent));
  if (parent.type === 'ConditionalExpression') return key !== 'test' && isHandedOn(context, parent, seen);
  if (parent.type !== 'VariableDeclarator' || key !== 'init' || parent.id.type !== 'Identifier') return false;
  const references = context.scopes.bindingOf(parent.id)?.references ?? [];
  return references.some(({ identifier }) => identifier !== parent.id && isHandedOn(context, identifier, seen));
}

function isOwn(context: FileContext, call: CallExpression): boolean {
  const callee = resolveCallee(context, call);
  return callee.kind === 'local' || (callee.kind === 'module' && callee.specifier.startsWith('.'));
}

function isPushed({ parents }: FileContext, use: Node): boolean {
  const link = parents.get(use);
  if (link?.parent.type !== 'CallExpression' || link.key !== 'arguments' || link.parent.arguments.length > 1)
    return false;
  return link.parent.callee.type === 'MemberExpression' && /^(?:push|unshift)$/.test(calleeName(link.parent));
}
