import type { Node } from '@babel/types';
import type { ParsedFile } from '../core/index.js';
import { commentsIn } from './comments.js';

/** Where an expression stands with the parentheses around it, `((a + b))`, which are no part of its node. */
export function outerSpan(file: ParsedFile, node: Node): { start: number; end: number } {
  const from = node.extra?.['parenStart'];
  if (node.extra?.['parenthesized'] !== true || typeof from !== 'number') return { start: node.start!, end: node.end! };
  let open = 0;
  let end = node.start!;
  for (const at of codeOffsets(file, from)) {
    if (at >= node.start!) break;
    if (file.source.text[at] === '(') open++;
  }
  for (const at of codeOffsets(file, node.end!)) {
    if (open === 0) break;
    if (file.source.text[at] === ')') open--;
    end = at + 1;
  }
  return { start: from, end };
}

/** Offsets from `start` on that lie outside of comments. */
function* codeOffsets(file: ParsedFile, start: number): Generator<number> {
  const { length } = file.source.text;
  const comments = commentsIn(file, start, length);
  let next = 0;
  for (let at = start; at < length; at++) {
    if (comments[next]?.start === at) at = comments[next++]!.end! - 1;
    else yield at;
  }
}
