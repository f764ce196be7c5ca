import type { IfStatement, Node, Statement } from '@babel/types';
import type { ParsedFile } from '../../../core/index.js';
import { commentsIn } from '../../../syntax/comments.js';
import { findNode, walk } from '../../../syntax/walk.js';
import type { TextEdit } from '../../../syntax/text-edits.js';

/** `if (a) { b(); return c(); } return c();`: the first `return` goes. */
export function sharedEnd(file: ParsedFile, node: Node): TextEdit | undefined {
  if (node.type !== 'BlockStatement') return undefined;
  for (const [index, statement] of node.body.entries()) {
    const next = node.body[index + 1];
    const change = next && statement.type === 'IfStatement' ? withoutEnd(file, statement, next) : undefined;
    if (change) return change;
  }
  return undefined;
}

function withoutEnd(file: ParsedFile, branch: IfStatement, next: Statement): TextEdit | undefined {
  const { consequent, alternate } = branch;
  if (consequent.type !== 'BlockStatement' || alternate || consequent.body.length < 2) return undefined;
  const last = consequent.body.at(-1)!;
  if (last.type !== 'ReturnStatement' || next.type !== 'ReturnStatement') return undefined;
  const { text } = file.source;
  if (text.slice(last.start!, last.end!) !== text.slice(next.start!, next.end!)) return undefined;
  // Each text of the source is there once: with one of them gone it would look lost.
  if (holdsText(last)) return undefined;
  const before = consequent.body.at(-2)!.end!;
  // What is said about one of them is not said about the other.
  if (commentsIn(file, before, consequent.end!).length > 0 || commentsIn(file, branch.end!, next.start!).length > 0)
    return undefined;
  const names = namesIn(next);
  const isDeclared = consequent.body.some(
    (statement) => declaresForBlock(statement) && [...namesIn(statement)].some((name) => names.has(name)),
  );
  return isDeclared ? undefined : { start: before, end: last.end!, text: '' };
}

function holdsText(node: Node): boolean {
  const literal = /^(?:StringLiteral|TemplateElement|RegExpLiteral|NumericLiteral|BigIntLiteral|JSXText)$/;
  return findNode(node, ({ type }) => literal.test(type)) !== undefined;
}

/** `var` is the same in the whole function. */
const declaresForBlock = (statement: Statement): boolean =>
  statement.type === 'VariableDeclaration' ? statement.kind !== 'var' : /Declaration$/.test(statement.type);

function namesIn(node: Node): Set<string> {
  const names = new Set<string>();
  walk(node, {
    enter(inner) {
      if (inner.type === 'Identifier' || inner.type === 'JSXIdentifier') names.add(inner.name);
    },
  });
  return names;
}
