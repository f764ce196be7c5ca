import type { Node } from '@babel/types';
import { withoutTypes } from '../syntax/typed-expression.js';

/** True when the expression can only be falsy: no error. */
export function isNullish(value: Node | undefined): boolean {
  if (!value) return true;
  const node = withoutTypes(value);
  return (
    node.type === 'NullLiteral' ||
    (node.type === 'Identifier' && node.name === 'undefined') ||
    (node.type === 'UnaryExpression' && node.operator === 'void')
  );
}

/** True when the expression is surely a truthy value, whatever the variables hold. */
export function isTruthyExpression(value: Node): boolean {
  const node = withoutTypes(value);
  switch (node.type) {
    case 'NewExpression':
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ClassExpression':
    case 'RegExpLiteral':
      return true;
    case 'CallExpression':
      return makesError(node.callee);
    case 'StringLiteral':
      return node.value !== '';
    case 'NumericLiteral':
      return node.value !== 0;
    case 'BooleanLiteral':
      return node.value;
    case 'TemplateLiteral':
      return node.quasis.some((quasi) => quasi.value.cooked !== '');
    case 'AssignmentExpression':
      return node.operator === '=' && isTruthyExpression(node.right);
    case 'LogicalExpression':
      return node.operator === '||' && isTruthyExpression(node.right);
    case 'ConditionalExpression':
      return isTruthyExpression(node.consequent) && isTruthyExpression(node.alternate);
    default:
      return false;
  }
}

/** Names of functions that make an error: `TypeError`, `createError`, `errcode`; one that looks for an error may find none. */
const ERROR_MAKER =
  /^(?:(?:[A-Z]\w*)?(?:Error|Exception)|_*(?:create|make|new|build|generate)(?:[A-Z_]\w*)?(?:Error|Err|Exception)|error|err|errcode)$/;

function makesError(callee: Node): boolean {
  if (callee.type === 'Identifier') return ERROR_MAKER.test(callee.name);
  // `console.error(…)` gives nothing.
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return false;
  return /Err|Exc/.test(callee.property.name) && ERROR_MAKER.test(callee.property.name);
}
