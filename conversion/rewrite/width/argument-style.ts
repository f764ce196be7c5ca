import type { CallExpression, NewExpression, Node } from '@babel/types';
import type { ParsedFile } from '../../../core/index.js';
import { indentAt } from '../../../syntax/lines.js';
import { outerSpan } from '../../../syntax/outer-span.js';
import { walk } from '../../../syntax/walk.js';
import { lineWidth } from './line-width.js';
import { isCall } from '../../../syntax/is-call.js';

export type Call = CallExpression | NewExpression;

/** How a file breaks arguments that do not fit on one line. */
export type ArgumentStyle =
  /** Each one on a line of its own, the parenthesis below them; `always` even when one line would do. */
  | { readonly kind: 'each'; readonly always: boolean }
  /** As many on a line as fit, the first one below the call, the parenthesis below them. */
  | { readonly kind: 'filled' }
  /** As many on a line as fit, beginning behind the parenthesis; further lines are indented under the call. */
  | { readonly kind: 'hanging'; readonly indent: string }
  /** The same, further lines aligned with the first argument. */
  | { readonly kind: 'aligned' };

const styles = new WeakMap<ParsedFile, ArgumentStyle>();

/** Reads off a file what it does most often. */
export function argumentStyle(file: ParsedFile): ArgumentStyle {
  const known = styles.get(file);
  if (known) return known;
  const votes = new Map<string, { style: ArgumentStyle; count: number }>();
  walk(file.ast, {
    enter(node) {
      const style = isCall(node) ? styleOf(file, node) : undefined;
      if (!style) return;
      const key = JSON.stringify(style);
      votes.set(key, { style, count: (votes.get(key)?.count ?? 0) + 1 });
    },
  });
  const [most] = [...votes.values()].sort((a, b) => b.count - a.count);
  const style: ArgumentStyle = most?.style ?? { kind: 'filled' };
  styles.set(file, style);
  return style;
}

/** The stretches before, between and behind the arguments of a call, from parenthesis to parenthesis. */
export function argumentGaps(file: ParsedFile, call: Call): readonly Gap[] {
  const { text } = file.source;
  const spans = call.arguments.map((argument) => outerSpan(file, argument));
  const open = text.indexOf('(', typesEnd(call) ?? outerSpan(file, call.callee).end);
  const starts = [open + 1, ...spans.map((span) => span.end)];
  const ends = [...spans.map((span) => span.start), call.end! - 1];
  return starts.map((start, index) => ({ start, end: ends[index]!, text: text.slice(start, ends[index]) }));
}

export interface Gap {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export const isBroken = ({ text }: Gap): boolean => text.includes('\n');

function styleOf(file: ParsedFile, call: Call): ArgumentStyle | undefined {
  const { text } = file.source;
  if (call.arguments.length < 2) return undefined;
  const [first, ...others] = argumentGaps(file, call) as [Gap, ...Gap[]];
  const between = others.slice(0, -1);
  if (isBroken(first))
    return between.every(isBroken) ? { kind: 'each', always: fitsOneLine(file, call) } : { kind: 'filled' };
  // A handler on a line of its own says nothing of other arguments.
  const broken = between.find((gap, index) => isBroken(gap) && !/Function/.test(call.arguments[index + 1]!.type));
  // Lines that begin with commas are made for parentheses that stay where they are.
  if (!broken || /^\s+,/.test(broken.text)) return undefined;
  const column = (offset: number): number => offset - text.lastIndexOf('\n', offset - 1);
  if (column(broken.end) === column(first.end)) return { kind: 'aligned' };
  const from = indentAt(text, first.start);
  const to = indentAt(text, broken.end);
  return to.length > from.length && to.startsWith(from)
    ? { kind: 'hanging', indent: to.slice(from.length) }
    : undefined;
}

/** True when the arguments could stand on one line below the call. */
function fitsOneLine(file: ParsedFile, call: Call): boolean {
  const joined = joinedArguments(file, call);
  const indent = indentAt(file.source.text, call.start!) + file.style.indent;
  return joined !== undefined && indent.length + joined.length <= lineWidth(file);
}

/** The arguments on one line, when nothing in them is broken. */
export function joinedArguments(file: ParsedFile, { arguments: args }: Call): string | undefined {
  const spans = args.map((argument) => outerSpan(file, argument));
  const texts = spans.map(({ start, end }) => file.source.text.slice(start, end));
  return texts.some((one) => one.includes('\n')) ? undefined : texts.join(', ');
}

/** Behind `<T>` of `load<T>(path)`. */
const typesEnd = (call: Call): number | undefined => (call.typeParameters as Node | null | undefined)?.end ?? undefined;
