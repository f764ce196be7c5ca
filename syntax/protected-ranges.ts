import type { ParsedFile } from '../core/index.js';
import { walk } from './walk.js';

/** `[start, end)` of a text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

const cache = new WeakMap<ParsedFile, readonly TextRange[]>();

/** Template texts and strings of several lines that reach into `[start, end)`: their value depends on every byte. */
export function protectedRanges(file: ParsedFile, start: number, end: number): readonly TextRange[] {
  return allRanges(file).filter((range) => range.start < end && start < range.end);
}

function allRanges(file: ParsedFile): readonly TextRange[] {
  const known = cache.get(file);
  if (known) return known;
  const { text } = file.source;
  const ranges: TextRange[] = [];
  walk(file.ast, {
    enter({ type, start, end }) {
      const isLiteral = type === 'TemplateElement' || type === 'StringLiteral' || type === 'DirectiveLiteral';
      if (isLiteral && text.slice(start!, end!).includes('\n')) ranges.push({ start: start!, end: end! });
    },
  });
  cache.set(file, ranges);
  return ranges;
}
