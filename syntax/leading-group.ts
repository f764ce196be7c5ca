import type { Expression, Node, Statement } from '@babel/types';
import type { ParsedFile } from '../core/index.js';
import { isNamed, isRequireCall } from './module-style.js';

/**
 * The last statement of the group of imports and requires at the head of a file. Plain `module.exports = name` and
 * constants between them count as part of the group.
 */
export function lastOfLeadingGroup(file: ParsedFile): Statement | undefined {
  let last: Statement | undefined;
  for (const statement of file.ast.program.body) {
    if (isLoading(statement)) last = statement;
    else if (!isTransparent(statement)) break;
  }
  return last;
}

function isLoading(statement: Statement): boolean {
  switch (statement.type) {
    case 'ImportDeclaration':
    case 'TSImportEqualsDeclaration':
      return true;
    case 'VariableDeclaration':
      return (
        statement.declarations.some(({ init }) => holdsRequire(init)) &&
        statement.declarations.every(({ init }) => isCheap(init))
      );
    case 'ExpressionStatement':
      return holdsRequire(statement.expression) && isRequireCall(statement.expression);
    default:
      return false;
  }
}

/** `require('x')`, `require('x').y`, `require('x')(…)`. */
function holdsRequire(node: Node | null | undefined): boolean {
  if (!node) return false;
  if (isRequireCall(node)) return true;
  if (node.type === 'MemberExpression') return holdsRequire(node.object);
  return node.type === 'CallExpression' && holdsRequire(node.callee);
}

function isTransparent(statement: Statement): boolean {
  if (statement.type === 'EmptyStatement') return true;
  if (statement.type === 'VariableDeclaration') return statement.declarations.every(({ init }) => isCheap(init));
  if (statement.type !== 'ExpressionStatement') return false;
  let value: Expression = statement.expression;
  let assigns = false;
  while (value.type === 'AssignmentExpression' && isExportsTarget(value.left)) {
    assigns = true;
    value = value.right;
  }
  return assigns && isCheap(value);
}

function isExportsTarget(node: Node): boolean {
  if (isNamed(node, 'exports')) return true;
  return node.type === 'MemberExpression' && (isNamed(node.object, 'exports') || isNamed(node.object, 'module'));
}

/** Evaluating it calls nothing but loaders, so that a name loaded behind it is not needed yet. */
function isCheap(node: Node | null | undefined): boolean {
  if (!node || holdsRequire(node)) return true;
  if (node.type === 'MemberExpression') return isCheap(node.object);
  return node.type === 'Identifier' || /^(?:String|Numeric|Boolean|Null|RegExp)Literal$/.test(node.type);
}
