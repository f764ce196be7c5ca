import type { Node } from '@babel/types';
import type { ParsedFile } from '../core/index.js';
import { endOfCodeBefore } from './comments.js';
import { walk } from './walk.js';

/** True when a statement with this text would continue the line above it, were that one not ended. */
export function startsLikeContinuation(text: string): boolean {
  // Step by step: one expression for all of it would look for other ways to read the comments of a whole file.
  const gap = /\s+|\/\/[^\n]*\n|\/\*[^]*?\*\//y;
  let start = 0;
  while (gap.test(text)) start = gap.lastIndex;
  return /^(?:[([`+*<-]|\/(?![/*]))/.test(text.slice(start, start + 2));
}

/**
 * True when `nextText`, put as a statement at `offset`, would be taken for the continuation of the statement that ends
 * before it, because that one has no semicolon.
 */
export function needsAsiGuard(file: ParsedFile, offset: number, nextText: string): boolean {
  if (!startsLikeContinuation(nextText)) return false;
  const end = endOfCodeBefore(file, offset);
  if (end === 0 || file.source.text[end - 1] === ';') return false;
  let unfinished = false;
  walk(file.ast, {
    enter(node) {
      if (node.start! >= end || node.end! < end) return 'skip';
      if (node.end === end && (ENDS_WITH_SEMICOLON.has(node.type) || isExportedExpression(node))) unfinished = true;
      return undefined;
    },
  });
  return unfinished;
}

const ENDS_WITH_SEMICOLON = new Set<string>([
  'ExpressionStatement',
  'VariableDeclaration',
  'ReturnStatement',
  'ThrowStatement',
  'BreakStatement',
  'ContinueStatement',
  'DebuggerStatement',
  'Directive',
  'ImportDeclaration',
  'ExportAllDeclaration',
  'ClassProperty',
  'TSTypeAliasDeclaration',
  'TSImportEqualsDeclaration',
  'TSExportAssignment',
]);

function isExportedExpression(node: Node): boolean {
  return node.type === 'ExportDefaultDeclaration' && !/Declaration$/.test(node.declaration.type);
}
