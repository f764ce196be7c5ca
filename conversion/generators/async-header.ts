import type { Function as FunctionNode } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { commentsIn, endOfCodeBefore } from '../../syntax/comments.js';
import { usesArguments, usesThis } from '../../syntax/function-facts.js';
import type { EditList } from './edit-list.js';

/** `function`: `async function`, which keeps `this`, `arguments` and the name; `arrow`: an async arrow where that is the same. */
export type AsyncForm = 'function' | 'arrow';

export interface HeaderRequest {
  readonly form?: AsyncForm;
  /** True when an arrow would have the same `this`. */
  readonly outerThis?: boolean;
}

/**
 * Plans the head of an async function in the place of that of a generator function: `async function f()`,
 * `async () =>`, `async f()` for a method.
 *
 * @returns the form that was chosen: a function that needs its own `this`, `arguments` or name never becomes an arrow
 */
export function planAsyncHeader(
  context: FileContext,
  fn: FunctionNode,
  { form = 'function', outerThis = false }: HeaderRequest,
  edits: EditList,
): AsyncForm {
  const star = starOf(context, fn);
  if (fn.type === 'ObjectMethod' || fn.type === 'ClassMethod' || fn.type === 'ClassPrivateMethod') {
    edits.replace(star, skipBlanks(context, star + 1), 'async ');
    return 'function';
  }
  if (form === 'arrow' && mayBeArrow(context, fn, star, outerThis)) {
    planArrow(context, fn, edits);
    return 'arrow';
  }
  edits.replace(fn.start!, fn.start!, 'async ');
  removeStar(context, fn, edits);
  return 'function';
}

/** Makes an ordinary function, or method, of a generator function. */
export function removeStar(context: FileContext, fn: FunctionNode, edits: EditList): void {
  const { text } = context.file.source;
  const star = starOf(context, fn);
  if ('key' in fn) {
    edits.replace(star, skipBlanks(context, star + 1));
    return;
  }
  const hasGapBefore = /\s/.test(text[star - 1]!);
  const end = hasGapBefore ? skipBlanks(context, star + 1) : star + 1;
  const needsGap = !hasGapBefore && end === star + 1 && /[\w$]/.test(text[end]!);
  edits.replace(star, end, ...(needsGap ? [' '] : []));
}

function mayBeArrow(context: FileContext, fn: FunctionNode, star: number, outerThis: boolean): boolean {
  if (fn.type !== 'FunctionExpression' || fn.id || usesArguments(fn)) return false;
  if (usesThis(fn) && !outerThis) return false;
  const open = openParenthesis(context, star);
  // `return async\n() => …` and comments between the words are not worth a guess.
  return commentsIn(context.file, fn.start!, open).length === 0 && !context.scopes.functionScope(fn).hasDirectEval;
}

function planArrow(context: FileContext, fn: FunctionNode, edits: EditList): void {
  const { text } = context.file.source;
  edits.replace(fn.start!, fn.typeParameters?.start ?? openParenthesis(context, starOf(context, fn)), 'async ');
  const end = endOfCodeBefore(context.file, fn.body.start!);
  edits.replace(end, end, /\s/.test(text[end]!) ? ' =>' : ' => ');
}

/** Where the `*` stands that makes a function a generator function. */
function starOf(context: FileContext, fn: FunctionNode): number {
  const { text } = context.file.source;
  if ('key' in fn) {
    // `static *[name]() {}`: the last `*` in front of the key.
    let at = endOfCodeBefore(context.file, fn.key.start!);
    while (text[at - 1] !== '*') at = endOfCodeBefore(context.file, at - 1);
    return at - 1;
  }
  const comments = commentsIn(context.file, fn.start!, fn.body.start!);
  let at = fn.start!;
  while (text[at] !== '*' || comments.some(({ start, end }) => start! <= at && at < end!)) at++;
  return at;
}

function openParenthesis(context: FileContext, star: number): number {
  return context.file.source.text.indexOf('(', star);
}

function skipBlanks(context: FileContext, offset: number): number {
  return offset + /^[ \t]*/.exec(context.file.source.text.slice(offset))![0].length;
}
