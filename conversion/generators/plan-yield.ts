import type { YieldExpression } from '@babel/types';
import type { FileContext } from '../../analysis/file-context.js';
import { commentsIn } from '../../syntax/comments.js';
import { Precedence, precedenceOf } from '../../syntax/precedence.js';
import { Decline } from '../decline.js';
import { spanOf } from '../items.js';
import type { EditList } from './edit-list.js';
import type { Lowering } from './lowering.js';

const KEYWORD = 'yield';

/**
 * Plans `await …` in the place of one `yield …`. A `yield` binds so loosely that its place suits an `await` as it is;
 * the operand may need parentheses, since an `await` takes less of what follows: `yield a || b` is `await (a || b)`.
 */
export function planYield(context: FileContext, node: YieldExpression, lowering: Lowering, edits: EditList): void {
  const { argument } = node;
  if (!argument) {
    planBare(context, node, lowering, edits);
    return;
  }
  const { text } = context.file.source;
  const keywordEnd = node.delegate ? starOf(context, node) + 1 : node.start! + KEYWORD.length;
  const gap = /\s/.test(text[keywordEnd]!) ? '' : ' ';
  if (lowering.plain) planPlain(context, node, keywordEnd, edits);
  else edits.replace(node.start!, keywordEnd, `await${gap}`);
  const parenthesized = needsParentheses(context, node, lowering);
  if (lowering.instead) edits.replace(argument.start!, argument.end!, ...lowering.instead);
  const [before, after] = lowering.wrap ?? [[], []];
  const open = parenthesized ? ['(', ...before] : before;
  edits.wrap(spanOf(argument), open, parenthesized ? [...after, ')'] : after);
  edits.add(...(lowering.inside ?? []));
}

/** Nothing is awaited: the keyword goes. What is kept then stands where a `yield` stood, which every expression may. */
function planPlain(context: FileContext, node: YieldExpression, keywordEnd: number, edits: EditList): void {
  const { text } = context.file.source;
  const start = /^[ \t]*/.exec(text.slice(keywordEnd))![0].length + keywordEnd;
  const link = context.parents.get(node);
  // At the start of a statement an object, a function or a bracket would be read as something else.
  const isSafe = /^(?!(?:function|class|let|async)\b)[\w$]/.test(text.slice(start));
  if (link?.parent.type === 'ExpressionStatement' && !isSafe) throw new Decline('yield-not-understood', node, {});
  edits.replace(node.start!, start);
}

function planBare(context: FileContext, node: YieldExpression, lowering: Lowering, edits: EditList): void {
  const { instead = ['undefined'], plain = false, precedence = Precedence.primary } = lowering;
  const next = /^(?:\s|\/\/.*|\/\*[^]*?\*\/)*([^\s])/.exec(context.file.source.text.slice(node.end!));
  // A line break ended the statement here, because nothing but a `yield` may be followed by these.
  if (next && /[[(`+\-/.]/.test(next[1]!)) throw new Decline('yield-not-understood', node, {});
  const parts = precedence < Precedence.unary ? ['(', ...instead, ')'] : instead;
  edits.replace(node.start!, node.start! + KEYWORD.length, ...(plain ? parts : ['await ', ...parts]));
}

function needsParentheses(context: FileContext, { argument }: YieldExpression, lowering: Lowering): boolean {
  if (lowering.plain) return false;
  // Parentheses of its own stay around the operand.
  if (argument!.extra?.['parenthesized']) return false;
  const { text } = context.file.source;
  const assumed = lowering.wrap
    ? Precedence.call
    : lowering.instead
      ? Precedence.primary
      : precedenceOf(argument!, text.slice(argument!.start!, argument!.end!));
  // A nested `yield` becomes an `await` itself.
  const own = argument!.type === 'YieldExpression' && !lowering.wrap ? Precedence.unary : assumed;
  return (lowering.precedence ?? own) < Precedence.unary;
}

/** Where the `*` of a `yield*` stands. */
function starOf(context: FileContext, node: YieldExpression): number {
  const comments = commentsIn(context.file, node.start!, node.argument!.start!);
  const { text } = context.file.source;
  let at = node.start! + KEYWORD.length;
  while (text[at] !== '*' || comments.some(({ start, end }) => start! <= at && at < end!)) at++;
  return at;
}
