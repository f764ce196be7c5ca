import type { Comment, Node } from '@babel/types';
import type { ParsedFile } from '../core/index.js';
import type { TextRange } from './protected-ranges.js';
import { walk } from './walk.js';
import { isWithin } from './within.js';

/** How often each text occurs. */
export type Counts = ReadonlyMap<string, number>;

/** Strings, templates and regular expressions by value, those inside `except` left out. */
export function literalCounts(file: ParsedFile, except: readonly TextRange[] = []): Counts {
  const counts = new Map<string, number>();
  walk(file.ast, {
    enter(node) {
      const text = literalText(node);
      if (text !== undefined && !isInOneOf(node, except)) add(counts, text);
    },
  });
  return counts;
}

/** Comments by text, their indentation left out of account. */
export function commentCounts(file: ParsedFile, except: readonly TextRange[] = []): Counts {
  const counts = new Map<string, number>();
  for (const comment of file.ast.comments ?? []) {
    if (!isInOneOf(comment, except)) add(counts, commentText(comment));
  }
  return counts;
}

/** The texts of which `after` has fewer than `before`. */
export function missingFrom(after: Counts, before: Counts): string[] {
  return [...before].filter(([text, count]) => (after.get(text) ?? 0) < count).map(([text]) => text);
}

function literalText(node: Node): string | undefined {
  switch (node.type) {
    case 'StringLiteral':
    case 'DirectiveLiteral':
      return `string ${JSON.stringify(node.value)}`;
    case 'TemplateLiteral':
      return `template ${JSON.stringify(node.quasis.map(({ value }) => value.raw).join('${}'))}`;
    case 'RegExpLiteral':
      return `regular expression /${node.pattern}/${node.flags}`;
    case 'JSXText':
      return `JSX text ${JSON.stringify(node.value.replace(/\s+/g, ' '))}`;
    default:
      return undefined;
  }
}

function commentText({ value }: Comment): string {
  return value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .join('\n');
}

function isInOneOf(node: { start?: number | null; end?: number | null }, ranges: readonly TextRange[]): boolean {
  return ranges.some((range) => isWithin(node, range));
}

function add(counts: Map<string, number>, text: string): void {
  counts.set(text, (counts.get(text) ?? 0) + 1);
}
