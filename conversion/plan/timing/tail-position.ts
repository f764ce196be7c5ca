import type { Node, Statement } from '@babel/types';
import { calleeName } from '../../../analysis/callee.js';
import type { FileContext } from '../../../analysis/file-context.js';
import { isFunctionNode } from '../../../syntax/walk.js';

/**
 * What follows a statement in its function: `tail`: nothing; `followed`: other statements run before the function
 * returns; `guarded`: a `try` would have seen what the statement throws; `special`: the function is a generator or async.
 */
export type Position = 'tail' | 'followed' | 'guarded' | 'special';

export function isTailStatement(context: FileContext, statement: Statement): Position {
  let node: Node = statement;
  let followed = false;
  for (const parent of context.parents.ancestors(statement)) {
    if (isFunctionNode(parent)) {
      if (parent.async || parent.generator) return 'special';
      return followed || isTurn(context, parent) ? 'followed' : 'tail';
    }
    if (parent.type === 'TryStatement' && parent.block === node) return 'guarded';
    if (isFollowed(context, parent, node)) followed = true;
    node = parent;
  }
  return 'followed';
}

/** `list.forEach(function …)`: the next turn runs before the function around returns. */
function isTurn(context: FileContext, fn: Node): boolean {
  const link = context.parents.get(fn);
  return (
    link?.parent.type === 'CallExpression' &&
    link.key === 'arguments' &&
    /^(?:forEach|map|filter|some|every|reduce|each)$/.test(calleeName(link.parent))
  );
}

function isFollowed(context: FileContext, parent: Node, node: Node): boolean {
  const list =
    parent.type === 'BlockStatement' ? parent.body : parent.type === 'SwitchCase' ? parent.consequent : undefined;
  if (list) {
    const later = list.slice(list.indexOf(node as Statement) + 1);
    return later.some(
      (statement) =>
        statement.type !== 'FunctionDeclaration' &&
        statement.type !== 'BreakStatement' &&
        !(statement.type === 'ReturnStatement' && !statement.argument),
    );
  }
  void context;
  return (
    parent.type === 'ForStatement' ||
    parent.type === 'ForInStatement' ||
    parent.type === 'ForOfStatement' ||
    parent.type === 'WhileStatement' ||
    parent.type === 'DoWhileStatement'
  );
}
