import type { Node } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import { textOf } from './count-text.js';

/**
 * Whether an expression is surely an array, by its form. A `Map` or a `Set` has `forEach` too, but no `map`; where the
 * counter begins with `list.length` that is out of the question already.
 */
export function isSurelyArray(context: FileContext, node: Node): boolean {
  if (node.type === 'ArrayExpression') return true;
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
    const { object, property } = node.callee;
    const name = textOf(context, property);
    if (textOf(context, object) === 'Object') return /^(?:keys|values|entries|getOwnPropertyNames)$/.test(name);
    return name === 'split';
  }
  if (node.type !== 'Identifier') return false;
  const binding = context.scopes.bindingOf(node);
  const [declared, ...others] = binding?.declarations ?? [];
  const declarator = declared && context.parents.get(declared)?.parent;
  if (others.length > 0 || declarator?.type !== 'VariableDeclarator' || !declarator.init) return false;
  return binding!.references.every(({ kind }) => kind === 'read') && isSurelyArray(context, declarator.init);
}
