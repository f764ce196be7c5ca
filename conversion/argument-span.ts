import type { Node } from '@babel/types';
import type { ParsedFile } from '../core/index.js';
import { outerSpan } from '../syntax/outer-span.js';
import { spanOf, type Span } from './items.js';

/** An expression as one argument or one value among others: `(a, b)` needs its parentheses there, `(a + b)` does not. */
export function argumentSpan(file: ParsedFile, node: Node): Span {
  return node.type === 'SequenceExpression' ? outerSpan(file, node) : spanOf(node);
}
