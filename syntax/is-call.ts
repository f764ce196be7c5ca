import type { CallExpression, NewExpression } from '@babel/types';

/** `f()` and `new F()`; `f?.()`, which may not happen, is none. */
export const isCall = (node: { readonly type: string }): node is CallExpression | NewExpression =>
  node.type === 'CallExpression' || node.type === 'NewExpression';
