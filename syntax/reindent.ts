import type { ParsedFile } from '../core/index.js';
import { scanFragment } from './fragment-scan.js';
import { indentAt } from './lines.js';
import { protectedRanges, type TextRange } from './protected-ranges.js';
import { editsWithin, inOrder, type TextEdit } from './text-edits.js';

export interface ReindentRequest {
  readonly file: ParsedFile;
  /** The part of `file.source.text` that moves. */
  readonly start: number;
  readonly end: number;
  /** Changes inside the part, in original offsets, their text indented as if the part stayed where it is. */
  readonly edits?: readonly TextEdit[];
  /** Indentation of the line on which the part is going to begin. */
  readonly toIndent: string;
}

/**
 * The part of a file with its edits applied, moved from the indentation of its first line to `toIndent`. The first line
 * is returned without indentation. Template texts and continued strings keep every byte.
 */
export function reindentNode(request: ReindentRequest): string {
  const { file, start, end, edits = [], toIndent } = request;
  const { text } = file.source;
  const assembled = new Assembly(file);
  let at = start;
  for (const edit of inOrder(editsWithin(start, end, edits))) {
    if (edit.start < at) throw new RangeError(`edit ${edit.start}-${edit.end} overlaps another one`);
    assembled.original(at, edit.start);
    assembled.written(edit.text);
    at = edit.end;
  }
  assembled.original(at, end);
  return reindent(assembled.text, indentAt(text, start), toIndent, assembled.ranges);
}

/**
 * Moves all lines of `text` but the first from one indentation to another. Lines that begin inside a protected range
 * (offsets of `text`) and blank lines stay as they are. A line that does not begin with `fromIndent` is moved by the
 * same distance as far as its own indentation allows.
 */
export function reindent(
  text: string,
  fromIndent: string,
  toIndent: string,
  ranges: readonly TextRange[] = [],
): string {
  if (fromIndent === toIndent || !text.includes('\n')) return text;
  let offset = 0;
  return text
    .split('\n')
    .map((line, index) => {
      const start = offset;
      offset += line.length + 1;
      const stays = index === 0 || line === '' || line === '\r' || isInside(ranges, start);
      return stays ? line : moveLine(line, fromIndent, toIndent);
    })
    .join('\n');
}

/** A line that begins right behind a template's last line end still begins inside of the template. */
function isInside(ranges: readonly TextRange[], offset: number): boolean {
  return ranges.some((range) => range.start < offset && offset <= range.end);
}

function moveLine(line: string, from: string, to: string): string {
  if (line.startsWith(from)) return to + line.slice(from.length);
  const indent = /^[ \t]*/.exec(line)![0];
  const shift = widthOf(to) - widthOf(from);
  return withWidth(indent, Math.max(0, widthOf(indent) + shift)) + line.slice(indent.length);
}

const TAB_WIDTH = 4;

function widthOf(indent: string): number {
  let width = 0;
  for (const char of indent) width = char === '\t' ? width - (width % TAB_WIDTH) + TAB_WIDTH : width + 1;
  return width;
}

/** The longest beginning of `indent` that fits, filled up with spaces, or with tabs when `indent` is made of them. */
function withWidth(indent: string, width: number): string {
  let kept = indent;
  while (widthOf(kept) > width) kept = kept.slice(0, -1);
  const missing = width - widthOf(kept);
  const tabs = indent !== '' && !indent.includes(' ') ? Math.floor(missing / TAB_WIDTH) : 0;
  return kept + '\t'.repeat(tabs) + ' '.repeat(missing - tabs * TAB_WIDTH);
}

/** Joins original and written text and remembers which parts of the result may not be re-indented. */
class Assembly {
  text = '';
  readonly ranges: TextRange[] = [];

  constructor(private readonly file: ParsedFile) {}

  original(start: number, end: number): void {
    const shift = this.text.length - start;
    for (const range of protectedRanges(this.file, start, end)) {
      this.ranges.push({ start: Math.max(range.start, start) + shift, end: Math.min(range.end, end) + shift });
    }
    this.text += this.file.source.text.slice(start, end);
  }

  written(text: string): void {
    const mayHoldLiteral = text.includes('\n') && /[`\\]/.test(text);
    for (const part of mayHoldLiteral ? scanFragment(text) : []) {
      if (part.kind !== 'template' && part.kind !== 'string') continue;
      this.ranges.push({ start: part.start + this.text.length, end: part.end + this.text.length });
    }
    this.text += text;
  }
}
