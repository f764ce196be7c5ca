import type { Node } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { Decline } from '../../conversion/decline.js';
import type { EditList } from '../../conversion/generators/edit-list.js';
import { commentsIn } from '../../syntax/comments.js';
import type { CoroutineSite } from './find-coroutines.js';

/**
 * Why `coroutine` cannot be taken away in this place, if so: its future logs the error of a call that nobody waits for, and
 * a function begins a statement only where a semicolon ends the one before.
 */
export function whyWrapped(
  context: FileContext,
  { wrapper, node }: CoroutineSite,
  isFloating: boolean,
): Decline | undefined {
  if (!wrapper) return undefined;
  const place = new Decline('coroutine-keeps-its-place', wrapper, {});
  if (wrapper.type === 'Decorator') return decoratorsOf(node) === 1 ? undefined : place;
  if (!isCallee(context, wrapper)) return beginsStatement(context, wrapper) ? place : undefined;
  if (isFloating) return new Decline('floating-coroutine', wrapper, {});
  return context.file.style.semicolons || !beginsStatement(context, wrapper) ? undefined : place;
}

/** Plans the removal of `coroutine(` and `)`, or of the decorator; comments between stay. */
export function planRemoval(context: FileContext, { wrapper, argument }: CoroutineSite, edits: EditList): void {
  const { text } = context.file.source;
  if (!wrapper) return;
  if (wrapper.type === 'Decorator') {
    const gap = /^\s*/.exec(text.slice(wrapper.end!))![0].length;
    edits.replace(wrapper.start!, wrapper.end! + gap);
    return;
  }
  const isParenthesized = argument.type !== 'Identifier' && isCallee(context, wrapper);
  const before = commentText(context, wrapper.start!, argument.start!);
  const after = commentText(context, argument.end!, wrapper.end!);
  edits.replace(wrapper.start!, argument.start!, (isParenthesized ? '(' : '') + (before && `${before} `));
  edits.replace(argument.end!, wrapper.end!, (after && ` ${after}`) + (isParenthesized ? ')' : ''));
}

function commentText(context: FileContext, start: number, end: number): string {
  const { text } = context.file.source;
  const comments = commentsIn(context.file, start, end);
  return comments
    .map((comment) => text.slice(comment.start, comment.end) + (comment.type === 'CommentLine' ? '\n' : ''))
    .join(' ');
}

function decoratorsOf(node: Node): number {
  return 'decorators' in node ? (node.decorators?.length ?? 0) : 0;
}

/** `coroutine(…)()` and `coroutine(…).call(…)` */
function isCallee(context: FileContext, wrapper: Node): boolean {
  const link = context.parents.get(wrapper);
  return link?.key === 'callee' || (link?.parent.type === 'MemberExpression' && link.key === 'object');
}

/** A function at the beginning of a statement or of a default export would be a declaration. */
function beginsStatement(context: FileContext, wrapper: Node): boolean {
  for (const ancestor of context.parents.ancestors(wrapper)) {
    if (ancestor.start !== wrapper.start)
      return ancestor.type === 'ExportDefaultDeclaration' && ancestor.declaration.start === wrapper.start;
    if (ancestor.type === 'ExpressionStatement') return true;
  }
  return false;
}
