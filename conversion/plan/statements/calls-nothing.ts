import type { Statement } from '@babel/types';
import { isFunctionNode, walk } from '../../../syntax/walk.js';

const CALLS = new Set(['CallExpression', 'OptionalCallExpression', 'NewExpression', 'TaggedTemplateExpression']);

/** `this.closed = true`, `var limit = options.limit || 10`: a declaration or an expression in which nothing is called. */
export function callsNothing(statement: Statement): boolean {
  if (statement.type !== 'ExpressionStatement' && statement.type !== 'VariableDeclaration') return false;
  let calls = false;
  walk(statement, {
    enter(node) {
      if (isFunctionNode(node)) return 'skip';
      if (CALLS.has(node.type)) calls = true;
      return undefined;
    },
  });
  return !calls;
}
