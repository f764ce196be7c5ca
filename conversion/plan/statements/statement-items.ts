import type { Comment, Statement } from '@babel/types';
import type { Item, Span } from '../../items.js';
import type { Region, StatementList } from '../regions/region.js';
import { isWithin } from '../../../syntax/within.js';

/**
 * The statements of a list as output items: stretches of source with their comments; of removed statements only the
 * comments stay.
 *
 * @param from index of the first statement wanted
 * @param to index after the last one
 */
export function listItems(region: Region, list: StatementList, from = 0, to = list.statements.length): Item[] {
  const builder = new ItemBuilder(region, list);
  for (let index = from; index < to; index++) builder.add(index, list.statements[index]!);
  if (to === list.statements.length) builder.addTrailingComments();
  return builder.items;
}

class ItemBuilder {
  readonly items: Item[] = [];
  private run: { start: number; end: number } | undefined;
  private readonly text: string;
  private readonly comments: readonly Comment[];

  constructor(
    private readonly region: Region,
    private readonly list: StatementList,
  ) {
    this.text = region.context.file.source.text;
    this.comments = commentsWithin(region, list.span);
  }

  add(index: number, statement: Statement): void {
    const segment = { start: this.segmentStart(index), end: fullEnd(this.comments, this.text, statement) };
    if (this.isRemoved(statement)) {
      this.flush();
      this.addComments(segment);
      return;
    }
    const start = this.contentStart(segment, statement);
    const between = this.text.slice(segment.start, start);
    if (this.run && !between.includes('\n') && !this.endsInSemicolonOfNextLine()) this.flush();
    if (this.run) {
      this.run.end = segment.end;
      return;
    }
    this.addBlank(between);
    this.run = { start, end: segment.end };
    this.flushIfAlone(index);
  }

  /** Without semicolons `;[a, b].forEach(…)` begins a line, and its first character ends the statement before. */
  private endsInSemicolonOfNextLine(): boolean {
    return this.run !== undefined && /\n[ \t]*;$/.test(this.text.slice(this.run.start, this.run.end));
  }

  addTrailingComments(): void {
    const end =
      this.list.statements.length === 0 ? this.list.span.start : this.segmentStart(this.list.statements.length);
    this.flush();
    this.addComments({ start: end, end: this.list.span.end });
  }

  private flushIfAlone(index: number): void {
    if (index === this.list.statements.length - 1) this.flush();
  }

  private flush(): void {
    if (this.run) this.items.push({ kind: 'source', span: this.run });
    this.run = undefined;
  }

  private addBlank(between: string): void {
    if (this.items.length > 0 && (between.match(/\n/g)?.length ?? 0) > 1) this.items.push({ kind: 'blank' });
  }

  private addComments(segment: Span): void {
    for (const comment of this.comments) {
      if (comment.start! < segment.start || comment.end! > segment.end || this.isMoved(comment, segment)) continue;
      this.addBlank(this.text.slice(this.lastEnd(segment), comment.start));
      this.items.push({ kind: 'comment', span: { start: comment.start!, end: comment.end! } });
    }
  }

  /** What stands in a handler goes where the handler goes. */
  private isMoved({ start, end }: Comment, from: Span): boolean {
    return [...this.region.inlined].some(
      ({ body }) => isWithin(body, from) && body.start! < start! && end! < body.end!,
    );
  }

  private lastEnd(segment: Span): number {
    const last = this.items.at(-1);
    return last && 'span' in last && last.span.end >= segment.start ? last.span.end : segment.start;
  }

  private segmentStart(index: number): number {
    if (index === 0) return this.list.span.start;
    return fullEnd(this.comments, this.text, this.list.statements[index - 1]!);
  }

  private contentStart(segment: Span, statement: Statement): number {
    const first = this.comments.find((comment) => comment.start! >= segment.start && comment.end! <= statement.start!);
    return first ? first.start! : statement.start!;
  }

  private isRemoved(statement: Statement): boolean {
    return this.region.replacements.some(
      (replacement) =>
        replacement.start === statement.start &&
        replacement.end === statement.end &&
        replacement.items.length === 0 &&
        !replacement.inline,
    );
  }
}

export function commentsWithin(region: Region, span: Span): Comment[] {
  return (region.context.file.ast.comments ?? []).filter(
    (comment) => comment.start! >= span.start && comment.end! <= span.end,
  );
}

/** The end of a statement with the comments that follow it on its line. */
function fullEnd(comments: readonly Comment[], text: string, statement: Statement): number {
  let end = statement.end!;
  for (const comment of comments) {
    if (comment.start! < end) continue;
    const between = text.slice(end, comment.start);
    if (between.includes('\n') || between.trim() !== '') break;
    end = comment.end!;
  }
  return end;
}
