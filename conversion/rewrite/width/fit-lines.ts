import type { Edit, ParsedFile } from '../../../core/index.js';
import { indentAt, lineEnd, lineStart, nextLineStart } from '../../../syntax/lines.js';
import { parse } from '../../../syntax/parse.js';
import { applyEdits, type TextEdit } from '../../../syntax/text-edits.js';
import { walk } from '../../../syntax/walk.js';
import { changeWritten, isWritten, writtenBy, type Written } from '../written.js';
import {
  argumentGaps,
  argumentStyle,
  isBroken,
  joinedArguments,
  type ArgumentStyle,
  type Call,
  type Gap,
} from './argument-style.js';
import { isCall } from '../../../syntax/is-call.js';
import { layOutArguments } from './lay-out-arguments.js';
import { lineWidth } from './line-width.js';

/** An argument that gets a line of its own may have to be broken itself. */
const MAX_PASSES = 3;

/** Names under which a file knows what the shim exports, by exported name. */
export type ShimNames = ReadonlyMap<string, string>;

/**
 * Breaks the arguments of calls where an edited line became longer than those of the file, and joins those that were
 * broken for the sake of a handler that is gone. Only text that edits write changes.
 *
 * @param edits those of `file`, which do not overlap
 */
export function fitLines(file: ParsedFile, edits: readonly Edit[], shim: ShimNames): readonly Edit[] {
  let fitted = edits;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const next = fitOnce(file, fitted, shim);
    if (next === fitted) break;
    fitted = next;
  }
  return fitted;
}

/** Arguments that are shorter, in characters, are not what makes a line long. */
const WORTH_A_LINE = 12;

function fitOnce(file: ParsedFile, edits: readonly Edit[], shim: ShimNames): readonly Edit[] {
  const text = applyEdits(file.source.text, edits);
  const written = writtenBy(edits);
  const width = lineWidth(file);
  const long = longLines(file, text, written, width);
  if (long.length === 0 && !edits.some((edit) => HAS_BROKEN_ARGUMENTS.test(edit.text))) return edits;
  const after = parse({ ...file.source, text });
  return changeWritten(edits, written, changesOf(file, after, written, long, shim));
}

/** Cheap to ask, true more often than not needed. */
const HAS_BROKEN_ARGUMENTS = /,[ \t]*\r?\n|\n[ \t]*,|\([ \t]*\r?\n/;

/** Offsets of lines that are too long and read otherwise than any line before. */
function longLines({ source }: ParsedFile, text: string, written: readonly Written[], width: number): number[] {
  const known = new Set(source.text.split('\n').map((line) => line.trim()));
  const found = new Set<number>();
  for (const { start, end } of written)
    for (let at = lineStart(text, start); at <= end && at < text.length; at = nextLineStart(text, at)) {
      const line = text.slice(at, lineEnd(text, at));
      if (line.trimEnd().length > width && !known.has(line.trim())) found.add(at);
    }
  return [...found];
}

function changesOf(
  file: ParsedFile,
  after: ParsedFile,
  written: readonly Written[],
  long: readonly number[],
  shim: ShimNames,
): TextEdit[] {
  const { text } = after.source;
  const style = { ...argumentStyle(file), unit: file.style.indent };
  const width = lineWidth(file);
  const changes: TextEdit[] = [];
  const open = new Set(long.filter((at) => codeEnd(after, at) - at > width));
  walk(after.ast, {
    enter(node) {
      if (!isCall(node) || node.arguments.length === 0) return undefined;
      const gaps = argumentGaps(after, node);
      const [first] = gaps as [Gap];
      const end = gaps.at(-1)!.end;
      if (!isWritten(written, first.start, end) || gaps.some((gap) => !/^[\s,]*$/.test(gap.text))) return undefined;
      const at = lineStart(text, first.start);
      const isLong =
        open.has(at) &&
        isLastOfLine(after, end) &&
        end - first.start >= WORTH_A_LINE &&
        !wasLong(file, text, first.start, width);
      const change = (body: string): 'skip' | undefined => {
        if (body === text.slice(first.start, end)) return undefined;
        changes.push({ start: first.start, end, text: body });
        open.delete(at);
        return 'skip';
      };
      if (isBridge(node, shim) && gaps.some(isBroken)) {
        const joined = joinedArguments(after, node);
        const rest = text.slice(end, lineEnd(text, end)).trimEnd();
        const column = first.start - lineStart(text, first.start);
        if (joined !== undefined && column + joined.length + rest.length <= width) return change(joined);
        if (isLong || isMisplaced(after, gaps, style)) return change(layOutArguments(after, node, style, width));
      }
      if (isLong && !isBlock(node, shim) && !gaps.some(isBroken))
        return change(layOutArguments(after, node, style, width));
      return undefined;
    },
  });
  return changes;
}

/** `task(…)`, `task.method.args(…)`, `values(…)`: what the conversion put around arguments that stood elsewhere. */
function isBridge({ callee }: Call, shim: ShimNames): boolean {
  const name = rootOf(callee);
  return name !== undefined && (name === shim.get('task') || name === shim.get('values'));
}

/** `asCallback(cb, async () => {`: broken, it would only be harder to read. */
function isBlock({ callee, arguments: args }: Call, shim: ShimNames): boolean {
  const name = rootOf(callee);
  const isFunction = /Function/.test(args.at(-1)!.type);
  return isFunction && name !== undefined && (name === shim.get('asCallback') || name === shim.get('detach'));
}

function rootOf(callee: Call['callee']): string | undefined {
  let node: { type: string; object?: unknown; name?: unknown } = callee;
  while (node.type === 'MemberExpression') node = node.object as typeof node;
  return node.type === 'Identifier' ? (node.name as string) : undefined;
}

/** Where the code of a line ends that may have a comment behind it. */
function codeEnd({ source: { text }, ast }: ParsedFile, at: number): number {
  const end = lineEnd(text, at);
  const comment = ast.comments?.find((one) => at <= one.start! && one.start! < end && one.end! >= end);
  return at + text.slice(at, comment?.start ?? end).trimEnd().length;
}

/** Behind the parentheses of a call nothing is left of a statement that would go on in an odd place. */
function isLastOfLine(after: ParsedFile, end: number): boolean {
  const { text } = after.source;
  return /^\)(?:\.catch\(\(\) => \{\}\))?[\s;,)\]}]*$/.test(text.slice(end, codeEnd(after, lineStart(text, end))));
}

/** What was too long before, with the same at its end, was meant so. */
function wasLong({ source }: ParsedFile, text: string, offset: number, width: number): boolean {
  const tail = text.slice(offset, lineEnd(text, offset)).replace(/[\s);}]+$/, '');
  return source.text.split('\n').some((line) => line.trimEnd().length > width && line.includes(tail));
}

/** Further than this from their call, lines were aligned with something. */
const DEEPEST = 8;

/** Lines that begin with a comma, or far inside, were aligned with a parenthesis that has moved. */
function isMisplaced({ source: { text } }: ParsedFile, gaps: readonly Gap[], style: ArgumentStyle): boolean {
  const columnOf = (offset: number): number => offset - lineStart(text, offset);
  const [first] = gaps as [Gap];
  const depth = style.kind === 'aligned' ? 0 : indentAt(text, first.start).length + DEEPEST;
  return gaps
    .slice(1, -1)
    .filter((gap) => isBroken(gap) && columnOf(gap.end) !== columnOf(first.end))
    .some((gap) => /\n\s*,/.test(gap.text) || columnOf(gap.end) > depth);
}
