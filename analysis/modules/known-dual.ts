import type { ArrowFunctionExpression, CallExpression, Function as FunctionNode, Node } from '@babel/types';
import type { PlannedFunction, ValueConvention } from '../../core/index.js';
import { findNode } from '../../syntax/walk.js';
import { continuationsOf } from '../continuation.js';
import type { FileContext } from '../file-context.js';
import { moduleOf } from '../module-binding.js';
import { worksWithoutCallback } from '../without-callback.js';

/** What callers may know of a function that was converted before: its text ends in `return asCallback(cb, async () => { … })`. */
export function knownDual(context: FileContext, fn: FunctionNode): PlannedFunction | undefined {
  if (fn.body.type !== 'BlockStatement') return undefined;
  const last = fn.body.body.findLast(({ type }) => type !== 'FunctionDeclaration');
  if (last?.type !== 'ReturnStatement' || last.argument?.type !== 'CallExpression') return undefined;
  const convention = conventionOf(context, last.argument);
  const [callback, body] = last.argument.arguments;
  if (!convention || callback?.type !== 'Identifier' || body?.type !== 'ArrowFunctionExpression') return undefined;
  const binding = context.scopes.bindingOf(callback);
  const continuation = continuationsOf(context, fn).find(({ names }) => binding && names.has(binding));
  if (!continuation?.parameter || handsOverLists(context, body)) return undefined;
  const direct = worksWithoutCallback(context, continuation, [{ start: last.start!, end: last.end! }]);
  return {
    verdict: 'dual',
    at: continuation.at,
    convention,
    cleanErrors: true,
    uniform: true,
    direct,
    decisions: [],
  };
}

const CONVENTIONS: Readonly<Record<string, ValueConvention>> = {
  void: 'void',
  null: 'null',
  optional: 'value',
  sync: 'value',
};

/** `asCallback`, `asCallback.void`, `asCallback.optional.null`. */
function conventionOf(context: FileContext, { callee }: CallExpression): ValueConvention | undefined {
  let root: Node = callee;
  let convention: ValueConvention = 'value';
  for (; root.type === 'MemberExpression'; root = root.object) {
    const found = root.property.type === 'Identifier' && !root.computed ? CONVENTIONS[root.property.name] : undefined;
    if (!found) return undefined;
    if (found !== 'value') convention = found;
  }
  return isFromShim(context, root, 'asCallback') ? convention : undefined;
}

/** Only what gives exactly one value, or none, on every path can be read from the text. */
function handsOverLists(context: FileContext, body: ArrowFunctionExpression): boolean {
  const found = findNode(body, (node) => {
    if (node.type === 'Identifier') return isFromShim(context, node, 'values');
    return (
      node.type === 'MemberExpression' &&
      node.property.type === 'Identifier' &&
      node.property.name === 'args' &&
      isFromShim(context, rootOf(node), 'task')
    );
  });
  return found !== undefined;
}

function rootOf(node: Node): Node {
  return node.type === 'MemberExpression' ? rootOf(node.object) : node;
}

function isFromShim(context: FileContext, node: Node, name: string): boolean {
  if (node.type !== 'Identifier') return false;
  const module = moduleOf(context, node);
  return module?.member === name && /shim$/.test(module.specifier);
}
