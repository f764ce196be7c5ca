import type { Function as FunctionNode, Node } from '@babel/types';
import type { Binding } from '../../syntax/scope.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { continuationsOf } from '../continuation.js';
import type { FileContext } from '../file-context.js';

/**
 * Whether a function runs before it returns what it was given as a function, or keeps as one: `const { run } = this; run(options, done)`.
 * What that throws is the matter of other code, and reaches whoever called.
 */
export function runsGiven(context: FileContext, fn: FunctionNode): boolean {
  const own = new Set(continuationsOf(context, fn).flatMap(({ names }) => [...names]));
  let runs = false;
  walk(fn.body, {
    enter(node) {
      if (runs || isFunctionNode(node)) return 'skip';
      if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return undefined;
      const binding = context.scopes.bindingOf(node.callee);
      runs = binding !== undefined && !own.has(binding) && isGiven(context, binding) && !isCaught(context, node);
      return undefined;
    },
  });
  return runs;
}

/** Whether a `catch` of the same function gets what is thrown at a place. */
export function isCaught({ parents }: FileContext, place: Node): boolean {
  let node = place;
  for (const parent of parents.ancestors(place)) {
    if (isFunctionNode(parent)) return false;
    if (parent.type === 'TryStatement' && parent.block === node && parent.handler) return true;
    node = parent;
  }
  return false;
}

/** A parameter, or a variable that holds a field of `this`. */
export function isGiven({ parents }: FileContext, { kind, declarations: [declared] }: Binding): boolean {
  if (kind === 'param') return true;
  let parent = declared && parents.get(declared)?.parent;
  // `const { run } = this`
  while (parent && /^Object(?:Property|Pattern)$/.test(parent.type)) parent = parents.get(parent)?.parent;
  const init = parent?.type === 'VariableDeclarator' ? parent.init : undefined;
  return (
    init?.type === 'ThisExpression' || (init?.type === 'MemberExpression' && init.object.type === 'ThisExpression')
  );
}
