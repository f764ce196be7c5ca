import type { Identifier, Node } from '@babel/types';
import type { FileContext } from '../file-context.js';

/** Whether a name stands for all that a function was called with: `arguments`, a parameter that takes the rest, or a copy of `arguments`. */
export function isOwnArguments(context: FileContext, name: Identifier): boolean {
  const binding = context.scopes.bindingOf(name);
  if (!binding) return name.name === 'arguments';
  const declared = binding.declarations[0];
  const parent = declared && context.parents.get(declared)?.parent;
  if (parent?.type === 'RestElement') return true;
  return parent?.type === 'VariableDeclarator' && isCopy(parent.init);
}

/** `Array.prototype.slice.call(arguments)`, `Array.from(arguments)` */
function isCopy(init: Node | null | undefined): boolean {
  if (init?.type !== 'CallExpression') return false;
  return init.arguments.some((argument) => argument.type === 'Identifier' && argument.name === 'arguments');
}
