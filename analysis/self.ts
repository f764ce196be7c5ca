import type { Identifier, Node, ThisExpression } from '@babel/types';
import type { FileContext } from './file-context.js';

/** Names that stand for `this` where their declaration does not say so: parameters, and what is set later. */
const CUSTOMARY = /^(?:self|that|_this)$/;

/** The `this` that a variable is declared as: `var me = this`. */
export function thisHeldBy({ scopes, parents }: FileContext, name: Identifier): ThisExpression | undefined {
  for (const declared of scopes.bindingOf(name)?.declarations ?? []) {
    const declarator = parents.get(declared)?.parent;
    const isDeclared = declarator?.type === 'VariableDeclarator' && declarator.id === declared;
    if (isDeclared && declarator.init?.type === 'ThisExpression') return declarator.init;
  }
  return undefined;
}

/** Whether an expression is `this`, a variable that holds it, or one that is named as if it did. */
export function isSelf(context: FileContext, node: Node): boolean {
  if (node.type === 'ThisExpression') return true;
  return node.type === 'Identifier' && (CUSTOMARY.test(node.name) || thisHeldBy(context, node) !== undefined);
}
