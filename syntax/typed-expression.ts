import type { File, Node } from '@babel/types';
import { walk } from './walk.js';

interface Span {
  readonly start: number;
  readonly end: number;
}

const COVER = /^TS(?:NonNull|As|Satisfies|TypeAssertion)(?:Expression)?$/;

/** An expression without what is only said to the compiler: `err` of `err as Error`, of `err!`. */
export function withoutTypes(node: Node): Node {
  let inner = node;
  while (COVER.test(inner.type) && 'expression' in inner) inner = inner.expression as Node;
  return inner;
}

/**
 * Makes a called name look like one in the tree, where it stands under an assertion: `cb!(null)`, `(cb as Done)(null)`.
 * The text is not touched; {@link coverOf} tells what it says.
 *
 * @param ast a fresh tree
 */
export function uncoverCallees(ast: File): void {
  walk(ast, {
    enter(node) {
      if (node.type !== 'CallExpression' || !COVER.test(node.callee.type)) return;
      const inner = withoutTypes(node.callee);
      if (inner.type !== 'Identifier') return;
      const { start, end } = node.callee;
      inner.extra = { ...inner.extra, cover: { start: start!, end: end! } satisfies Span };
      node.callee = inner;
    },
  });
}

/** Where a called name stands with the assertions around it; `undefined` when there are none. */
export const coverOf = (callee: Node): Span | undefined => callee.extra?.['cover'] as Span | undefined;
