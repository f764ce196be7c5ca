import type { CallExpression, Node } from '@babel/types';

/** True for `f(a)`, and for `f?.(a)` of a name: a call of that function, if there is one. */
export const isDirectCall = (node: Node | null | undefined): node is CallExpression =>
  node?.type === 'CallExpression' || (node?.type === 'OptionalCallExpression' && node.callee.type === 'Identifier');
