import type { ParsedFile } from '../../core/index.js';
import type { Clause, Item, Part, Rename, Replacement, Span } from '../items.js';
import { alignedBy, moveLines } from './aligned.js';
import { indentOf, isOneBlock } from './indent.js';
import { maskText } from './mask.js';
import { indentAt, isFirstOnLine } from '../../syntax/lines.js';
import { reindent } from '../../syntax/reindent.js';
import { outermostOf } from './outermost.js';
import { raisedBrace } from './raised-brace.js';
import type { ImportedNames } from './imported-names.js';
import { SpanIndex } from './span-index.js';

/** Writes planned items as text: what is kept comes from the source, line by line. */
export class Renderer {
  private readonly text: string;
  private readonly active = new Set<Replacement>();
  private readonly replacements: SpanIndex<Replacement>;
  private readonly renames: SpanIndex<Rename>;

  constructor(
    private readonly file: ParsedFile,
    replacements: readonly Replacement[],
    renames: readonly Rename[],
    private readonly names: ImportedNames,
  ) {
    this.text = maskText(file);
    this.replacements = new SpanIndex(replacements);
    this.renames = new SpanIndex(renames);
  }

  /** The new text of one replaced stretch, for its place in the source. */
  replacementText(replacement: Replacement): string {
    this.active.add(replacement);
    try {
      if (replacement.inline) return this.partsText(replacement.inline, indentAt(this.text, replacement.start));
      const text = this.blockText(replacement);
      return text === '' ? text : text + this.lateTerminator(replacement);
    } finally {
      this.active.delete(replacement);
    }
  }

  /** Without semicolons the one at the start of the next line ends the statement: it stays there. */
  private lateTerminator({ start, end }: Replacement): string {
    return /\n\s*;$/.exec(this.text.slice(start, end))?.[0] ?? '';
  }

  private blockText(replacement: Replacement): string {
    const { start, items, needsBlock } = replacement;
    const indent = raisedBrace(this.file, replacement)?.indent ?? indentAt(this.text, start);
    if (!needsBlock) return this.guardFirst(this.itemsText(items, indent), start);
    if (items.length === 1) return this.itemsText(items, indent) || '{}';
    const inner = indent + this.file.style.indent;
    return `{\n${inner}${this.itemsText(items, inner)}\n${indent}}`;
  }

  /** Items one below the other; the first one without indentation, since it goes to where a statement stood. */
  private itemsText(items: readonly Item[], indent: string): string {
    let text = '';
    let isParagraph = false;
    for (const item of items) {
      if (item.kind === 'blank') {
        isParagraph = text !== '';
        continue;
      }
      const piece = this.itemText(item, indent);
      if (piece === '') continue;
      text += text === '' ? piece : `${isParagraph ? '\n' : ''}\n${indent}${this.guard(piece)}`;
      isParagraph = false;
    }
    return text;
  }

  /** Without semicolons a line may not begin with something that continues the line before. */
  private guard(piece: string): string {
    return !this.file.style.semicolons && /^[([`+\-/]/.test(piece) && !/^\/[/*]/.test(piece) ? `;${piece}` : piece;
  }

  /** The same for what takes the place of a statement, whose line before stands in the source. */
  private guardFirst(text: string, start: number): string {
    const before = this.text.slice(0, start).trimEnd().at(-1);
    return before === undefined || /[{;:]/.test(before) ? text : this.guard(text);
  }

  private itemText(item: Exclude<Item, { kind: 'blank' }>, indent: string): string {
    switch (item.kind) {
      case 'source':
      case 'comment':
        return reindent(this.spanText(item.span), indentOf(this.text, item.span), indent);
      case 'line':
        return this.partsText(item.parts, indent) + this.terminator();
      case 'braced':
        return this.bracedText(item.clauses, item.end, indent) + (item.end.length > 0 ? this.terminator() : '');
      case 'list':
        return this.listText(item, indent);
    }
  }

  private bracedText(clauses: readonly Clause[], end: readonly Part[], indent: string): string {
    const inner = indent + this.file.style.indent;
    const texts = clauses.map(({ head, body }) => {
      const content = this.itemsText(body, inner);
      const open = `${this.partsText(head, indent)} {`;
      return content === '' ? `${open}}` : `${open}\n${inner}${content}\n${indent}}`;
    });
    const closing = this.partsText(end, indent);
    return texts.join(' ') + closing;
  }

  private listText({ head, entries, end }: Item & { kind: 'list' }, indent: string): string {
    const inner = indent + this.file.style.indent;
    const lines = entries.map((entry) => {
      if (entry.kind === 'line') return this.partsText(entry.parts, inner);
      return entry.kind === 'braced'
        ? this.bracedText(entry.clauses, entry.end, inner)
        : this.itemsText([entry], inner);
    });
    const body = lines.map((text) => `\n${inner}${text},`).join('');
    return `${this.partsText(head, indent)}${body}\n${indent}${this.partsText(end, indent)}${this.terminator()}`;
  }

  private terminator(): string {
    return this.file.style.semicolons ? ';' : '';
  }

  private partsText(parts: readonly Part[], indent: string): string {
    let text = '';
    for (const [index, part] of parts.entries()) text += this.partText(part, indent, index === 0, text);
    return text;
  }

  private partText(part: Part, indent: string, isFirst: boolean, before: string): string {
    if (typeof part === 'string') return part;
    if ('below' in part) return `\n${indent}${part.below}`;
    if ('shim' in part) return this.names.shim(part.shim);
    if ('promisesOf' in part) return this.names.promisesOf(part.promisesOf);
    // Lines that were indented under their statement stay so, although their first line moved up beside it.
    const isHanging =
      !isFirst &&
      isFirstOnLine(this.text, part.start) &&
      !this.beginsReplaced(part.start) &&
      !isOneBlock(this.text, part);
    const to = isHanging ? indent + this.file.style.indent : indent;
    const moved = reindent(this.spanText(part), indentAt(this.text, part.start), to);
    return isFirst || this.editsIn(part).length > 0 ? moved : moveLines(moved, this.alignedBy(part, before));
  }

  private alignedBy(part: Span, before: string): number {
    const statement = [...this.active].map(({ start }) => start).filter((start) => start <= part.start);
    return alignedBy(this.text, part, Math.max(...statement, 0), before);
  }

  /** What stood at the beginning of the statement was not indented under it. */
  private beginsReplaced(offset: number): boolean {
    return [...this.active].some(({ start }) => start === offset);
  }

  /** A stretch of the source with everything applied that was planned inside it. */
  private spanText(span: Span): string {
    const edits = this.editsIn(span);
    let text = '';
    let at = span.start;
    for (const edit of edits) {
      text += this.text.slice(at, edit.start);
      const piece = edit.text();
      // A statement that goes takes the blank space before it along.
      text = piece === '' && edit.isStatement ? text.trimEnd() : text + piece;
      at = edit.end;
      const blank = /^[ \t]*(?=\S)/.exec(this.text.slice(at, span.end))?.[0];
      if (blank === undefined || !this.endsInLineComment(text, edit)) continue;
      text += `\n${indentAt(this.text, edit.start)}`;
      at += blank.length;
    }
    return text + this.text.slice(at, span.end);
  }

  /** What followed on the same line would become part of the comment. */
  private endsInLineComment(text: string, edit: Span): boolean {
    return (this.file.ast.comments ?? []).some(
      ({ type, value, start, end }) =>
        type === 'CommentLine' && edit.start <= start! && end! <= edit.end && text.endsWith(`//${value}`),
    );
  }

  /**
   * The stretch that a replacement takes up, with its text.
   *
   * @param limit where the text ends that is written
   */
  raised(edit: Replacement, limit = Infinity): { start: number; end: number; text: () => string } {
    const brace = raisedBrace(this.file, edit);
    const text = (): string => this.replacementText(edit);
    if (!brace) return { start: edit.start, end: edit.end, text };
    const goesOn = brace.end <= limit;
    return {
      start: brace.start,
      end: goesOn ? brace.end : edit.end,
      text: () => ` ${text()}${goesOn ? brace.space : ''}`,
    };
  }

  private editsIn(span: Span): { start: number; end: number; isStatement: boolean; text: () => string }[] {
    const kept = outermostOf(this.replacements.inside(span).filter((candidate) => !this.active.has(candidate)));
    const renames = this.renames
      .inside(span)
      .filter(
        (rename) => !kept.some((edit) => edit.start <= rename.start && rename.end <= edit.end && edit.end > edit.start),
      );
    return [
      ...kept.map((edit) => ({ ...this.raised(edit, span.end), isStatement: !edit.inline })),
      ...renames.map((rename) => ({
        start: rename.start,
        end: rename.end,
        isStatement: false,
        text: () => rename.text,
      })),
    ].sort((a, b) => a.start - b.start || a.end - b.end);
  }
}
