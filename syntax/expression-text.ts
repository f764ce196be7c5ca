import type { Expression, Node } from '@babel/types';
import type { FileStyle, ParsedFile } from '../core/index.js';
import { scanFragment } from './fragment-scan.js';
import { Precedence, precedenceOf } from './precedence.js';

export { needsAsiGuard, startsLikeContinuation } from './asi.js';

/** The place into which an expression is written. */
export type ExpressionContext =
  | 'await-argument'
  | 'unary'
  | 'call-callee'
  | 'new-callee'
  | 'member-object'
  | 'return'
  | 'argument'
  | 'assignment-right'
  | 'arrow-body'
  | 'statement'
  | 'logical-and'
  | 'logical-or'
  | 'nullish'
  | 'conditional-test'
  | 'conditional-branch'
  | 'equality'
  | 'additive';

const REQUIRED: Readonly<Record<ExpressionContext, number>> = {
  'await-argument': Precedence.unary,
  unary: Precedence.unary,
  'call-callee': Precedence.call,
  'new-callee': Precedence.call,
  'member-object': Precedence.call,
  return: Precedence.sequence,
  statement: Precedence.sequence,
  argument: Precedence.assignment,
  'assignment-right': Precedence.assignment,
  'arrow-body': Precedence.assignment,
  'logical-and': Precedence.and,
  'logical-or': Precedence.or,
  nullish: Precedence.and + 1,
  'conditional-test': Precedence.or,
  'conditional-branch': Precedence.assignment,
  equality: Precedence.relational,
  additive: Precedence.additive + 1,
};

/**
 * Writes an expression into a place, in parentheses when it would mean something else without them.
 *
 * @param node the expression that `text` was written from; only its kind matters
 * @param text its source without parentheses of its own, possibly with edits applied
 */
export function parenthesize(node: Node, text: string, context: ExpressionContext): string {
  return needsParentheses(node, text, context) ? inParentheses(text) : text;
}

/** `(text)`, with the closing parenthesis on a line of its own when a line comment ends the text. */
export function inParentheses(text: string): string {
  const last = scanFragment(text).at(-1);
  const endsInComment = last?.kind === 'line-comment' && last.end === text.length;
  return endsInComment ? `(${text}\n)` : `(${text})`;
}

/**
 * The opposite of a condition, for use as a condition: `!err` becomes `err`, `a === b` becomes `a !== b`, anything else
 * gets a `!`. Comparisons with `<` are not turned round, since `NaN` makes both directions false.
 *
 * @param text the source of `node` when it differs from the file's
 */
export function negate(file: ParsedFile, node: Expression, text = sourceOf(file, node)): string {
  if (text !== sourceOf(file, node)) return `!${parenthesize(node, text, 'unary')}`;
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    return parenthesize(node.argument, sourceOf(file, node.argument), 'unary');
  }
  if (node.type === 'BooleanLiteral') return String(!node.value);
  const opposite = node.type === 'BinaryExpression' ? OPPOSITE[node.operator] : undefined;
  if (node.type !== 'BinaryExpression' || !opposite) return `!${parenthesize(node, text, 'unary')}`;
  const operator = operatorOffset(file, node.left.end!, node.operator);
  const start = operator - node.start!;
  return text.slice(0, start) + opposite + text.slice(start + node.operator.length);
}

/** What ends a statement in this file. */
export function statementEnd(style: FileStyle): ';' | '' {
  return style.semicolons ? ';' : '';
}

/** White space and comments before the first token. */
const LEADING_TRIVIA = /^(?:\s|\/\/.*|\/\*[^]*?\*\/)*/;

const OPPOSITE: Readonly<Record<string, string>> = { '===': '!==', '!==': '===', '==': '!=', '!=': '==' };

function needsParentheses(node: Node, text: string, context: ExpressionContext): boolean {
  const precedence = precedenceOf(node, text);
  if (precedence < 0 || precedence < REQUIRED[context]) return true;
  switch (context) {
    case 'logical-and':
    case 'logical-or':
      return isLogical(node, '??');
    case 'nullish':
      return false;
    case 'call-callee':
    case 'member-object':
      return isOptionalChain(node) || (context === 'member-object' && node.type === 'NumericLiteral');
    case 'new-callee':
      return isOptionalChain(node) || holdsCall(node);
    case 'return':
      return LEADING_TRIVIA.exec(text)![0].includes('\n');
    case 'arrow-body':
      return /^\s*\{/.test(text);
    case 'statement':
      return /^\s*(?:\{|(?:async\s+)?function\b|class\b|let\s*\[)/.test(text);
    default:
      return false;
  }
}

function isLogical(node: Node, operator: string): boolean {
  return node.type === 'LogicalExpression' && node.operator === operator;
}

function isOptionalChain(node: Node): boolean {
  return node.type === 'OptionalMemberExpression' || node.type === 'OptionalCallExpression';
}

/** `new (f().A)()`: without parentheses the arguments would go to `f`. */
function holdsCall(node: Node): boolean {
  if (node.type === 'CallExpression') return true;
  return node.type === 'MemberExpression' && !node.object.extra?.parenthesized && holdsCall(node.object);
}

function operatorOffset(file: ParsedFile, from: number, operator: string): number {
  const { text } = file.source;
  let at = from;
  for (;;) {
    const comment = file.ast.comments?.find((candidate) => candidate.start === at);
    if (comment) at = comment.end!;
    else if (text.startsWith(operator, at)) return at;
    else at++;
  }
}

function sourceOf(file: ParsedFile, node: Node): string {
  return file.source.text.slice(node.start!, node.end!);
}
