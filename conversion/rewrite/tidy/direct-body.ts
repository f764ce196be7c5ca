import type { Node } from '@babel/types';
import type { ParsedFile } from '../../../core/index.js';
import { commentsIn } from '../../../syntax/comments.js';
import { lineEnd, lineStart } from '../../../syntax/lines.js';
import { outerSpan } from '../../../syntax/outer-span.js';
import type { TextEdit } from '../../../syntax/text-edits.js';

/** A line that was one before may get this long, in characters. */
const LONGEST = 120;

/**
 * `asCallback(cb, async () => { return load(x); })` is `asCallback(cb, async () => load(x))`, when it fits on its line; the same
 * of the plain body of `asCallback.sync`.
 *
 * @param width how long a line may get, in characters
 */
export function directBody(
  file: ParsedFile,
  node: Node,
  asCallback: string | undefined,
  width: number,
): TextEdit | undefined {
  if (node.type !== 'CallExpression' || asCallback === undefined || rootOf(node.callee) !== asCallback)
    return undefined;
  const body = node.arguments.at(-1);
  if (body?.type !== 'ArrowFunctionExpression' || body.body.type !== 'BlockStatement') return undefined;
  const { start, end, body: statements, directives } = body.body;
  const [only] = statements;
  if (statements.length !== 1 || directives.length > 0 || only?.type !== 'ReturnStatement' || !only.argument)
    return undefined;
  if (commentsIn(file, start!, end!).length > 0) return undefined;
  const { text } = file.source;
  const span = outerSpan(file, only.argument);
  const value = text.slice(span.start, span.end);
  const isBare = /^(?:ObjectExpression|SequenceExpression)$/.test(only.argument.type) && !value.startsWith('(');
  const written = isBare ? `(${value})` : value;
  const column = start! - lineStart(text, start!);
  const rest = lineEnd(text, end!) - end!;
  // `function (cb) { return asCallback.sync(cb, () => {` would be two blocks on one line.
  const isInLine = /\{[ \t]*return[ \t]+$/.test(text.slice(lineStart(text, node.start!), node.start!));
  return value.includes('\n') || column + written.length + rest > (isInLine ? Math.max(width, LONGEST) : width)
    ? undefined
    : { start: start!, end: end!, text: written };
}

function rootOf(callee: Node): string | undefined {
  if (callee.type === 'MemberExpression') return rootOf(callee.object);
  return callee.type === 'Identifier' ? callee.name : undefined;
}
