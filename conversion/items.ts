/** A stretch of the source; what is planned inside it (replacements, renames) is applied when it is rendered. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Text of the output: new, taken from the source, the local name of something imported from the shim, that of the `promises` of a
 * module of Node (`fs`, `node:fs`), or new text on a line of its own.
 */
export type Part =
  string | Span | { readonly shim: string } | { readonly promisesOf: string } | { readonly below: string };

/** What the output of a region consists of, statement by statement. Pure data: it can be printed as JSON. */
export type Item =
  /** Statements as they stand in the source, comments and blank lines between them included. */
  | { readonly kind: 'source'; readonly span: Span }
  /** One new simple statement; the terminator follows the style of the file. */
  | { readonly kind: 'line'; readonly parts: Part[] }
  /** `head { body } head { body } end`: a new `try`, `if` or function call around statements. */
  | { readonly kind: 'braced'; readonly clauses: readonly Clause[]; readonly end: readonly Part[] }
  /** `head`, then one entry below the other, separated by commas, then `end`. */
  | {
      readonly kind: 'list';
      readonly head: readonly Part[];
      readonly entries: readonly Item[];
      readonly end: readonly Part[];
    }
  /** A comment of code that is gone. */
  | { readonly kind: 'comment'; readonly span: Span }
  | { readonly kind: 'blank' };

export interface Clause {
  readonly head: readonly Part[];
  readonly body: readonly Item[];
}

/** What takes the place of one statement (or of any other node) of the source. */
export interface Replacement extends Span {
  readonly items: readonly Item[];
  /** True where the statement is the unbraced body of an `if`, `else` or loop: several items need braces. */
  readonly needsBlock: boolean;
  /** Set when the replaced node is an expression or a piece of a declaration: the text goes in as it is. */
  readonly inline?: readonly Part[];
}

/** A new name for one occurrence of a variable. */
export interface Rename extends Span {
  readonly text: string;
}

export const line = (...parts: Part[]): Item => ({ kind: 'line', parts });
export const spanOf = (node: { start?: number | null; end?: number | null }): Span => ({
  start: node.start!,
  end: node.end!,
});
