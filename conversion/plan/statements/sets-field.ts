import type { Node } from '@babel/types';
import { walk } from '../../../syntax/walk.js';

/** Whether code sets a field by this name, of whatever object. */
export function setsField(root: Node, name: string): boolean {
  let found = false;
  walk(root, {
    enter(node) {
      const target =
        node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : undefined;
      if (target?.type !== 'MemberExpression') return;
      found ||= target.computed || (target.property.type === 'Identifier' && target.property.name === name);
    },
  });
  return found;
}
