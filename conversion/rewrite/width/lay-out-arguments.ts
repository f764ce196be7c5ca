import type { ParsedFile } from '../../../core/index.js';
import { indentAt, lineStart } from '../../../syntax/lines.js';
import { outerSpan } from '../../../syntax/outer-span.js';
import { protectedRanges } from '../../../syntax/protected-ranges.js';
import { reindent } from '../../../syntax/reindent.js';
import { argumentGaps, joinedArguments, type ArgumentStyle, type Call, type Gap } from './argument-style.js';

interface Layout {
  readonly file: ParsedFile;
  readonly args: readonly { readonly start: number; readonly end: number }[];
  /** Indentation of the line on which the call stands. */
  readonly indent: string;
  /** Column behind the opening parenthesis. */
  readonly column: number;
  readonly width: number;
}

/**
 * The arguments of a call, broken into lines as the file does it.
 *
 * @param file the text in which the call stands
 * @param style how `file` breaks arguments, and with what it indents
 * @param width how long a line may get, in characters
 * @returns what stands between the parentheses
 */
export function layOutArguments(
  file: ParsedFile,
  call: Call,
  style: ArgumentStyle & { readonly unit: string },
  width: number,
): string {
  const { text } = file.source;
  const open = (argumentGaps(file, call)[0] as Gap).start;
  const layout: Layout = {
    file,
    args: call.arguments.map((argument) => outerSpan(file, argument)),
    indent: indentAt(text, open),
    column: open - lineStart(text, open),
    width,
  };
  const { eol } = file.style;
  const inner = layout.indent + style.unit;
  const only = brokenArrow(layout, call, inner) ?? brokenList(layout, call, inner);
  if (only !== undefined) return only;
  const isMultiline = layout.args.some((argument) => textOf(file, argument).includes('\n'));
  // What has lines of its own would be pushed far to the right.
  switch (style.kind === 'aligned' && isMultiline ? 'filled' : style.kind) {
    case 'each': {
      const joined = 'always' in style && !style.always ? joinedArguments(file, call) : undefined;
      if (joined !== undefined && inner.length + joined.length <= width)
        return `${eol}${inner}${joined}${eol}${layout.indent}`;
      return `${eol}${inner}${movedArguments(layout, inner).join(`,${eol}${inner}`)}${eol}${layout.indent}`;
    }
    case 'filled':
      return `${eol}${inner}${filled(layout, inner, inner.length)}${eol}${layout.indent}`;
    case 'hanging': {
      const further = layout.indent + ('indent' in style ? style.indent : style.unit);
      const text = filled(layout, further, layout.column);
      // One argument alone behind the parenthesis is torn from the others.
      const isTorn = layout.args.length > 1 && text.startsWith(`${textOf(file, layout.args[0]!)},${eol}`);
      return isTorn ? `${eol}${further}${filled(layout, further, further.length)}` : text;
    }
    case 'aligned':
      return filled(layout, layout.indent + ' '.repeat(layout.column - layout.indent.length), layout.column);
  }
}

/** `new Promise((resolve) =>`: the parameters of a function that is the only argument stay behind the parenthesis. */
function brokenArrow({ file, indent }: Layout, call: Call, inner: string): string | undefined {
  const [only, ...others] = call.arguments;
  if (only?.type !== 'ArrowFunctionExpression' || only.body.type === 'BlockStatement' || others.length > 0)
    return undefined;
  const body = outerSpan(file, only.body);
  const head = textOf(file, { start: only.start!, end: body.start }).trimEnd();
  const text = textOf(file, body);
  return `${head}${text}`.includes('\n')
    ? undefined
    : `${head}${file.style.eol}${inner}${text}${file.style.eol}${indent}`;
}

/** `Promise.all([`: so do the brackets of a list or an object, whose parts get lines of their own. */
function brokenList({ file, indent }: Layout, call: Call, inner: string): string | undefined {
  const [only, ...others] = call.arguments;
  if ((only?.type !== 'ArrayExpression' && only?.type !== 'ObjectExpression') || others.length > 0) return undefined;
  const parts = only.type === 'ArrayExpression' ? only.elements : only.properties;
  if (parts.length === 0 || parts.some((part) => part === null) || only.extra?.['parenthesized'] === true)
    return undefined;
  const spans = parts.map((part) => outerSpan(file, part!));
  const starts = [only.start! + 1, ...spans.map((span) => span.end)];
  const between = starts.map((start, index) => textOf(file, { start, end: spans[index]?.start ?? only.end! - 1 }));
  if (between.some((text) => !/^[ \t,]*$/.test(text))) return undefined;
  const texts = spans.map((span) => textOf(file, span));
  if (texts.some((text) => text.includes('\n'))) return undefined;
  const { eol } = file.style;
  const [open, close] = only.type === 'ArrayExpression' ? ['[', ']'] : ['{', '}'];
  return `${open}${eol}${inner}${texts.join(`,${eol}${inner}`)}${eol}${indent}${close}`;
}

/** As many arguments on each line as fit. */
function filled(layout: Layout, inner: string, startColumn: number): string {
  const { file, args, width } = layout;
  const { eol } = file.style;
  let text = '';
  let column = startColumn;
  // The line that the call stands on keeps its indentation.
  let indent = startColumn === inner.length ? inner : layout.indent;
  args.forEach((span, index) => {
    const first = textOf(file, span).split('\n')[0]!.trimEnd();
    const comma = index < args.length - 1 ? 1 : 0;
    const fits = column + (index > 0 ? 2 : 0) + first.length + comma <= width;
    if (index > 0 && !fits) {
      text += `,${eol}${inner}`;
      column = inner.length;
      indent = inner;
    } else if (index > 0) {
      text += ', ';
      column += 2;
    }
    const moved = movedTo(file, span, indent);
    text += moved;
    const last = moved.lastIndexOf('\n');
    column = last < 0 ? column + moved.length : moved.length - last - 1;
  });
  return text;
}

const movedArguments = ({ file, args }: Layout, inner: string): string[] =>
  args.map((span) => movedTo(file, span, inner));

/** An argument as it stands on a line of another indentation. */
function movedTo(file: ParsedFile, { start, end }: { start: number; end: number }, indent: string): string {
  const kept = protectedRanges(file, start, end).map((range) => ({
    start: range.start - start,
    end: range.end - start,
  }));
  return reindent(textOf(file, { start, end }), indentAt(file.source.text, start), indent, kept);
}

const textOf = (file: ParsedFile, { start, end }: { start: number; end: number }): string =>
  file.source.text.slice(start, end);
