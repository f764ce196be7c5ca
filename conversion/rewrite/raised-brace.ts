import type { ParsedFile } from '../../core/index.js';
import type { Replacement } from '../items.js';

/** How a block takes the place of the one statement that stood on a line of its own below its `if`. */
export interface RaisedBrace {
  /** Where what the brace goes behind ends: `)`, `else`, `=>`. */
  readonly start: number;
  /** Up to where what follows moves beside the closing brace; the end of the statement when it stays where it is. */
  readonly end: number;
  /** What stands between the closing brace and what moved there. */
  readonly space: string;
  /** Indentation of the line that the block belongs to. */
  readonly indent: string;
}

/** `if (a)⏎  load(cb)⏎else …` becomes `if (a) {⏎  …⏎} else …`. Nothing where the file has braces on lines of their own. */
export function raisedBrace(file: ParsedFile, { start, end, items, needsBlock }: Replacement): RaisedBrace | undefined {
  const { text } = file.source;
  if (!needsBlock || items.length === 1 || /\n[ \t]*\{[ \t]*\r?\n/.test(text)) return undefined;
  const before = /\s*\n([ \t]*)$/.exec(text.slice(0, start));
  const unit = file.style.indent;
  const own = before?.[1];
  if (!before || !own?.endsWith(unit) || isInComment(file, before.index)) return undefined;
  const indent = own.slice(0, -unit.length);
  const after = /^\s*\n\s*(?=else\b|\))/.exec(text.slice(end))?.[0] ?? '';
  const isElse = text.startsWith('else', end + after.length);
  if (after === '' || (isElse && /\}\s*\n\s*else\b/.test(text))) return { start: before.index, end, space: '', indent };
  return { start: before.index, end: end + after.length, space: isElse ? ' ' : '', indent };
}

const isInComment = ({ ast }: ParsedFile, offset: number): boolean =>
  (ast.comments ?? []).some(({ start, end }) => start! < offset && offset <= end!);
