import type { CallExpression, Node, Statement, StringLiteral } from '@babel/types';
import type { ParsedFile } from '../core/index.js';
import { walk } from './walk.js';

/** How a file loads modules and which keyword it declares variables with. */
export interface ModuleStyle {
  readonly kind: 'import' | 'require';
  readonly keyword: 'const' | 'var';
}

/** Reads the module style off a file; without any hint the file name and the parser's verdict decide. */
export function moduleStyle(file: ParsedFile): ModuleStyle {
  return { kind: moduleKind(file), keyword: usesOnlyVar(file) ? 'var' : 'const' };
}

function moduleKind(file: ParsedFile): ModuleStyle['kind'] {
  const { path } = file.source;
  if (file.ast.program.body.some(isModuleSyntax) || /\.m[jt]s$/.test(path)) return 'import';
  if (/\.c[jt]s$/.test(path) || usesCommonJs(file)) return 'require';
  return file.sourceType === 'module' || /\.tsx?$/.test(path) ? 'import' : 'require';
}

function isModuleSyntax(statement: Statement): boolean {
  return /^(?:Import|Export)\w*Declaration$|^TS(?:ImportEquals|Export)/.test(statement.type);
}

function usesCommonJs(file: ParsedFile): boolean {
  let found = false;
  walk(file.ast, {
    enter(node) {
      if (found) return 'skip';
      found =
        isRequireCall(node) ||
        (node.type === 'MemberExpression' && isNamed(node.object, 'module') && isNamed(node.property, 'exports'));
      found ||= node.type === 'MemberExpression' && isNamed(node.object, 'exports');
      return undefined;
    },
  });
  return found;
}

function usesOnlyVar(file: ParsedFile): boolean {
  const kinds = new Set<string>();
  walk(file.ast, {
    enter(node) {
      if (node.type === 'VariableDeclaration') kinds.add(node.kind);
    },
  });
  return kinds.size === 1 && kinds.has('var');
}

/** `require('x')` with a plain string. */
export function isRequireCall(node: Node | null | undefined): node is CallExpression & { arguments: [StringLiteral] } {
  if (node?.type !== 'CallExpression' || node.arguments.length !== 1) return false;
  return isNamed(node.callee, 'require') && node.arguments[0]!.type === 'StringLiteral';
}

export function isNamed(node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}
