import type { Identifier } from '@babel/types';
import { isTruthyExpression } from './expression-truth.js';
import type { FileContext } from './file-context.js';
import { isWithin } from '../syntax/within.js';

/**
 * True for a variable that holds something truthy wherever it is read as here: `var error = new Error(…)` further up in the
 * same block or around it, and nothing else is ever assigned.
 */
export function isTruthyVariable({ scopes, parents }: FileContext, identifier: Identifier): boolean {
  const binding = scopes.bindingOf(identifier);
  const [declared, ...others] = binding?.declarations ?? [];
  const declarator = declared && parents.get(declared)?.parent;
  if (!binding || others.length > 0 || declarator?.type !== 'VariableDeclarator' || declarator.id !== declared)
    return false;
  if (!declarator.init || !isTruthyExpression(declarator.init)) return false;
  const isChanged = binding.references.some(({ kind, identifier: used }) => kind !== 'read' && used !== declared);
  const declaration = parents.get(declarator)?.parent;
  const block = declaration && parents.get(declaration)?.parent;
  if (isChanged || !block || declarator.end! > identifier.start!) return false;
  return isWithin(identifier, block) && parents.enclosingFunction(declared) === parents.enclosingFunction(identifier);
}
