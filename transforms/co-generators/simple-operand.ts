import type { Node } from '@babel/types';
import { isFunctionNode } from '../../syntax/walk.js';

/** Whether evaluating an expression does nothing that could be seen: names, literals, members of names, functions. */
export function isInert(node: Node): boolean {
  if (isFunctionNode(node)) return true;
  switch (node.type) {
    case 'Identifier':
    case 'ThisExpression':
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
    case 'RegExpLiteral':
    case 'BigIntLiteral':
      return true;
    case 'TemplateLiteral':
      return node.expressions.every(isInert);
    case 'MemberExpression':
      return isInert(node.object) && (!node.computed || isInert(node.property));
    case 'UnaryExpression':
      return node.operator !== 'delete' && isInert(node.argument);
    case 'BinaryExpression':
    case 'LogicalExpression':
      return isInert(node.left) && isInert(node.right);
    case 'ConditionalExpression':
      return isInert(node.test) && isInert(node.consequent) && isInert(node.alternate);
    case 'ArrayExpression':
      return node.elements.every((element) => element === null || isInert(element));
    case 'ObjectExpression':
      return node.properties.every(
        (property) => property.type === 'ObjectProperty' && !property.computed && isInert(property.value),
      );
    default:
      return false;
  }
}
