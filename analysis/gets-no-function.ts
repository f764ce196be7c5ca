import type { Function as FunctionNode, Node } from '@babel/types';
import { isDirectCall } from '../syntax/direct-call.js';
import { withoutTypes } from '../syntax/typed-expression.js';
import type { FileContext } from './file-context.js';
import { bindingOfFunction } from './local-function.js';

/** True when some call of a function in its file gives something else than a function for a parameter, whatever that is called. */
export function getsNoFunction(context: FileContext, fn: FunctionNode, at: number): boolean {
  const references = bindingOfFunction(context, fn)?.references ?? [];
  return references.some(({ identifier }) => {
    const link = context.parents.get(identifier);
    if (!isDirectCall(link?.parent) || link.key !== 'callee') return false;
    const before = link.parent.arguments.slice(0, at + 1);
    return before.length > at && !before.some(isSpread) && isNoFunction(before[at]!);
  });
}

const isSpread = ({ type }: Node): boolean => type === 'SpreadElement';

/** A number, a text or a list; `null`, `undefined` and `false` say that there is no function. */
function isNoFunction(value: Node): boolean {
  const node = withoutTypes(value);
  switch (node.type) {
    case 'NumericLiteral':
    case 'StringLiteral':
    case 'TemplateLiteral':
    case 'RegExpLiteral':
    case 'ArrayExpression':
    case 'ObjectExpression':
    case 'UpdateExpression':
      return true;
    case 'BinaryExpression':
      return node.operator !== '|>';
    case 'UnaryExpression':
      return node.operator === '-' || node.operator === '+' || node.operator === '~' || node.operator === 'typeof';
    default:
      return false;
  }
}
