import type { Node } from '@babel/types';
import type { Continuation } from './continuation.js';
import { isNullish, isTruthyExpression } from './expression-truth.js';
import type { FileContext } from './file-context.js';
import { isErrorName } from './names-by-convention.js';
import { makesLibraryError } from './library-error.js';
import { withoutTypes } from '../syntax/typed-expression.js';
import { isDirectCall } from '../syntax/direct-call.js';

/** Whether callers get an error first: seen from how the function calls its continuation. */
export function kindOf(context: FileContext, continuation: Continuation): 'error-first' | 'value' | undefined {
  let sawValue = false;
  let sawCall = false;
  for (const { identifier } of uses(continuation)) {
    const link = linkOf(context, continuation, identifier);
    if (link && isDirectCall(link.parent) && link.key === 'callee') {
      sawCall = true;
      const [first, ...others] = link.parent.arguments;
      const kind = first && makesLibraryError(context, first) ? 'error' : argumentKind(first, others.length);
      if (kind === 'error') return 'error-first';
      if (kind === 'value') sawValue = true;
    } else if (link?.parent.type === 'CallExpression' && link.key === 'arguments') {
      sawCall = true;
    }
  }
  if (sawValue) return 'value';
  return sawCall ? 'error-first' : undefined;
}

function argumentKind(first: Node | undefined, others: number): 'error' | 'value' | 'none' {
  if (!first) return 'none';
  if (isNullish(first) || isErrorLike(first)) return 'error';
  switch (first.type) {
    case 'BooleanLiteral':
      return !first.value && others > 0 ? 'error' : 'value';
    case 'ConditionalExpression': {
      const kind = argumentKind(first.consequent, others);
      return kind === argumentKind(first.alternate, others) ? kind : 'none';
    }
    case 'LogicalExpression':
    case 'SpreadElement':
      return 'none';
    default:
      return 'value';
  }
}

/** What is an error by its name, or by what it is made of: `new Problem(…)`, `createError(404)`, `wrap(err)`, `res.error`. */
function isErrorLike(value: Node): boolean {
  const node = withoutTypes(value);
  switch (node.type) {
    case 'Identifier':
      return isErrorName(node.name);
    case 'NewExpression':
      return true;
    case 'MemberExpression':
      if (node.computed) return isErrorLike(node.object);
      return node.property.type === 'Identifier' && isErrorName(node.property.name);
    case 'AssignmentExpression':
      return node.operator === '=' && isErrorLike(node.right);
    case 'CallExpression':
      return isTruthyExpression(node) || node.arguments.some((argument) => isErrorLike(argument));
    default:
      return false;
  }
}

const uses = (continuation: Continuation) => [...continuation.names].flatMap((binding) => binding.references);

/** Where a continuation stands; of a member that completes, or of a field, where the member does. */
function linkOf({ parents }: FileContext, { parameter }: Continuation, identifier: Node) {
  const own = parents.get(identifier);
  const link = own?.parent.type === 'PrivateName' ? parents.get(own.parent) : own;
  const isMember = link?.parent.type === 'MemberExpression' && (parameter === undefined || link.key === 'property');
  return isMember ? parents.get(link.parent) : link;
}
