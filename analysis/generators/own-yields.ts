import type { Function as FunctionNode, YieldExpression } from '@babel/types';
import { walkFunctionBody } from '../../syntax/walk.js';

/** The `yield`s at which `fn` itself pauses, in source order; those of functions inside it are theirs. */
export function ownYields(fn: FunctionNode): YieldExpression[] {
  const found: YieldExpression[] = [];
  walkFunctionBody(fn, {
    enter(node) {
      if (node.type === 'YieldExpression') found.push(node);
    },
  });
  return found;
}
