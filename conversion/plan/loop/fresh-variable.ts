import type { Binding } from '../../../syntax/scope.js';
import { isFunctionNode } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import type { Region } from '../regions/region.js';

/** A `var` begins each turn without a value: only one that is set where it is declared may stay. */
export function checkFreshVariable(region: Region, binding: Binding): void {
  const { parents } = region.context;
  for (const name of binding.declarations) {
    const declarator = parents.get(name)?.parent;
    const declaration = declarator && parents.get(declarator)?.parent;
    const block = declaration && parents.get(declaration)?.parent;
    const around = block && parents.get(block)?.parent;
    const isPlain = declarator?.type === 'VariableDeclarator' && declarator.init && isFunctionNode(around);
    if (!isPlain) throw new Decline('operation-in-loop', name, {});
  }
}
