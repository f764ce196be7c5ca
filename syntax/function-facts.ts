import type { Function as FunctionNode, Node } from '@babel/types';
import { isFieldValue, isFunctionNode, runsOnItsOwn, walk, type Visitor } from './walk.js';

/** True when `fn` reads its `this` (or `super`, or `new.target`), directly or through arrow functions. */
export function usesThis(fn: FunctionNode): boolean {
  return ownPart(
    fn,
    'arrows',
    (node) => node.type === 'ThisExpression' || node.type === 'Super' || isNewTarget(node) || isJsxThis(node),
  );
}

/** True when `fn` reads its `arguments`, directly or through arrow functions. */
export function usesArguments(fn: FunctionNode): boolean {
  return ownPart(
    fn,
    'arrows',
    (node, parent, key) => node.type === 'Identifier' && node.name === 'arguments' && isRead(parent, key),
  );
}

/** True when `await` (or `for await`) belongs to `fn` itself. */
export function containsAwait(fn: FunctionNode): boolean {
  return ownPart(
    fn,
    'none',
    (node) => node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await) || isAwaitUsing(node),
  );
}

/** True when `yield` belongs to `fn` itself. */
export function containsYield(fn: FunctionNode): boolean {
  return ownPart(fn, 'none', (node) => node.type === 'YieldExpression');
}

type Test = (node: Node, parent: Node | null, key: string) => boolean;

/** Looks for a node among those that run with the `this` (`arrows`) or the suspension points (`none`) of `fn`. */
function ownPart(fn: FunctionNode, through: 'arrows' | 'none', test: Test): boolean {
  let found = false;
  const visitor: Visitor = {
    enter(node, parent, key) {
      if (found) return 'skip';
      const isArrow = node.type === 'ArrowFunctionExpression' && !isFieldValue(parent, key);
      if (runsOnItsOwn(node, parent, key) && !(isArrow && through === 'arrows')) {
        // The computed key of a method is evaluated outside of the method.
        if (isFunctionNode(node) && 'computed' in node && node.computed) walk(node.key, visitor);
        return 'skip';
      }
      if (test(node, parent, key)) found = true;
      return undefined;
    },
  };
  for (const part of [...fn.params, fn.body]) walk(part, visitor);
  return found;
}

function isRead(parent: Node | null, key: string): boolean {
  if (!parent) return true;
  if (key === 'property') return 'computed' in parent && parent.computed === true;
  if (key === 'key') return 'computed' in parent && parent.computed === true;
  return key !== 'label';
}

function isNewTarget(node: Node): boolean {
  return node.type === 'MetaProperty' && node.meta.name === 'new';
}

function isJsxThis(node: Node): boolean {
  return node.type === 'JSXIdentifier' && node.name === 'this';
}

function isAwaitUsing(node: Node): boolean {
  return node.type === 'VariableDeclaration' && node.kind === 'await using';
}
