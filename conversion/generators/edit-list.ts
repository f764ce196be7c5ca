import type { Part, Replacement, Span } from '../items.js';

/**
 * Collects small edits that leave the text between them alone. Where wraps of nested expressions meet at one offset, those
 * of the outer expression stand outside, provided that outer expressions are wrapped before inner ones.
 */
export class EditList {
  private readonly opening: Replacement[] = [];
  private readonly closing: Replacement[] = [];
  private readonly others: Replacement[] = [];

  /** Puts parts in front of and behind a stretch of the source; empty lists put nothing. */
  wrap(span: Span, before: readonly Part[], after: readonly Part[]): void {
    if (before.length > 0) this.opening.push(inline(span.start, span.start, before));
    if (after.length > 0) this.closing.unshift(inline(span.end, span.end, after));
  }

  /** Puts parts in the place of a stretch of the source; none remove it. */
  replace(start: number, end: number, ...parts: Part[]): void {
    this.others.push(inline(start, end, parts));
  }

  /** Takes over edits that were made elsewhere. */
  add(...replacements: readonly Replacement[]): void {
    this.others.push(...replacements);
  }

  /** All edits, in the order in which those at the same offset have to be written. */
  replacements(): Replacement[] {
    return [...this.closing, ...this.opening, ...this.others];
  }
}

function inline(start: number, end: number, parts: readonly Part[]): Replacement {
  return { start, end, items: [], needsBlock: false, inline: parts };
}
