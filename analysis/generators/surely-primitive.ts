import type { Node } from '@babel/types';

/** Whether an expression surely gives a primitive value: nothing that could be waited for. */
export function surelyPrimitive(node: Node): boolean {
  switch (node.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
    case 'BigIntLiteral':
    case 'TemplateLiteral':
    case 'UnaryExpression':
    case 'UpdateExpression':
      return true;
    case 'BinaryExpression':
      return node.operator !== '|>';
    case 'Identifier':
      return node.name === 'undefined';
    default:
      return false;
  }
}
