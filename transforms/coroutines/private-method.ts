import type { ClassPrivateMethod, Identifier, Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { walk } from '../../syntax/walk.js';

/** The method that `#name` stands for where it is written. */
export function privateMethod(context: FileContext, id: Identifier): ClassPrivateMethod | undefined {
  for (const ancestor of context.parents.ancestors(id)) {
    if (ancestor.type !== 'ClassBody') continue;
    const member = ancestor.body.find(
      (one) => 'key' in one && one.key.type === 'PrivateName' && one.key.id.name === id.name,
    );
    if (member) return member.type === 'ClassPrivateMethod' ? member : undefined;
  }
  return undefined;
}

/** Every `object.#name` that stands for a private method. */
export function usesOfPrivate(context: FileContext, method: ClassPrivateMethod): Node[] {
  const uses: Node[] = [];
  const body = context.parents.get(method)!.parent;
  walk(body, {
    enter(node, parent, key) {
      if (node.type !== 'PrivateName' || node.id.name !== method.key.id.name || key === 'key') return;
      if (privateMethod(context, node.id) === method && parent) uses.push(parent);
    },
  });
  return uses;
}
