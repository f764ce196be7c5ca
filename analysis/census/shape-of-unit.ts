import type { Node } from '@babel/types';
import type { Binding } from '../../syntax/scope.js';
import { isFunctionNode } from '../../syntax/walk.js';
import type { FileContext } from '../file-context.js';
import { isCall } from './callee.js';
import type { CensusUnit } from './find-units.js';

/** How a unit is written, for those about which nothing else is known. */
export type UnitShape =
  | 'handler-in-place'
  | 'handler-declared'
  | 'yield'
  | 'callback-in-field'
  | 'callback-in-inner-handler'
  | 'callback-in-inner-function'
  | 'callback-beside-delegation'
  | 'callback-alone';

/** Tells handlers and completions apart by what stands around them. */
export function shapeOfUnit(context: FileContext, { kind, node }: CensusUnit): UnitShape {
  if (kind === 'runnerYields') return 'yield';
  if (kind === 'errorFirstHandlers') return isArgument(context, node) ? 'handler-in-place' : 'handler-declared';
  const binding = node.type === 'Identifier' ? context.scopes.bindingOf(node) : undefined;
  const declared = binding?.declarations[0];
  if (!binding || !declared) return 'callback-in-field';
  const owner = context.parents.enclosingFunction(declared);
  const around = context.parents.enclosingFunction(node);
  if (around && around !== owner)
    return isArgument(context, around) ? 'callback-in-inner-handler' : 'callback-in-inner-function';
  return isHandedOn(context, binding) ? 'callback-beside-delegation' : 'callback-alone';
}

/** `load(path, cb)`, or `cb` used inside of a function that is handed on. */
function isHandedOn(context: FileContext, { references, declarations }: Binding): boolean {
  const owner = context.parents.enclosingFunction(declarations[0]!);
  return references.some(
    ({ identifier }) => isArgument(context, identifier) || context.parents.enclosingFunction(identifier) !== owner,
  );
}

function isArgument(context: FileContext, node: Node): boolean {
  const link = context.parents.get(node);
  if (link && isFunctionNode(node) && link.parent.type === 'ArrayExpression') return true;
  return link !== undefined && isCall(link.parent) && link.key === 'arguments';
}
