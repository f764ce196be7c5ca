import type { ParsedFile } from '../../core/index.js';
import { walk } from '../../syntax/walk.js';

/** Stands for a line break whose position is part of a value; same length, so that offsets stay right. */
const KEPT_BREAK = '\uE000';

/** The text with line breaks inside templates and continued strings made invisible to whatever moves lines. */
export function maskText(file: ParsedFile): string {
  const { text } = file.source;
  if (text.includes(KEPT_BREAK)) throw new Error(`${file.source.path}: holds the private character U+E000`);
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of literalSpans(file)) {
    if (start < at) continue;
    pieces.push(text.slice(at, start), text.slice(start, end).replaceAll('\n', KEPT_BREAK));
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}

export const unmaskText = (text: string): string => text.replaceAll(KEPT_BREAK, '\n');

function literalSpans(file: ParsedFile): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  const { text } = file.source;
  walk(file.ast, {
    enter(node) {
      if (
        node.type !== 'TemplateElement' &&
        node.type !== 'StringLiteral' &&
        node.type !== 'DirectiveLiteral' &&
        node.type !== 'JSXText'
      )
        return;
      if (text.slice(node.start!, node.end!).includes('\n')) spans.push({ start: node.start!, end: node.end! });
    },
  });
  return spans.sort((a, b) => a.start - b.start);
}
