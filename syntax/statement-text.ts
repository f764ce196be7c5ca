import type { Statement } from '@babel/types';

/**
 * True when a statement has to stand in braces where it becomes the branch of an `if` or the body of a loop.
 *
 * @param beforeElse whether an `else` follows, which an `if` at the end of the statement would take for its own
 */
export function needsBlock(statement: Statement, beforeElse: boolean): boolean {
  switch (statement.type) {
    case 'VariableDeclaration':
      return statement.kind !== 'var';
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return true;
    default:
      return beforeElse && endsInOpenIf(statement);
  }
}

/** True when the last token of a statement belongs to an `if` without `else`. */
function endsInOpenIf(statement: Statement): boolean {
  switch (statement.type) {
    case 'IfStatement':
      return !statement.alternate || endsInOpenIf(statement.alternate);
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'WithStatement':
    case 'LabeledStatement':
      return endsInOpenIf(statement.body);
    default:
      return false;
  }
}
