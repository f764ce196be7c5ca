import type { Identifier, JSXIdentifier, Node } from '@babel/types';
import type { HandlerFunction } from '../../../analysis/handler.js';
import type { Binding } from '../../../syntax/scope.js';
import { classifyTest } from './error-tests.js';
import type { Region } from '../regions/region.js';

/**
 * True when the value that means "no error" may get somewhere: then `undefined` must not stand for `null`.
 * It can't where the variable is only tested, or read below a test that found an error.
 */
export function isErrorUsedAsValue(region: Region, fn: HandlerFunction, error: Binding): boolean {
  return error.references.some(
    ({ identifier }) => !isOnlyTested(region, identifier) && !isBelowTest(region, fn, error, identifier),
  );
}

function isOnlyTested(region: Region, identifier: Identifier | JSXIdentifier): boolean {
  const link = region.context.parents.get(identifier);
  if (!link) return false;
  const { parent, key } = link;
  if (parent.type === 'UnaryExpression') return parent.operator === '!';
  if (parent.type === 'LogicalExpression') return key === 'left' && parent.operator === '&&' && isTest(region, parent);
  return isTest(region, identifier);
}

/** The place after `if (`, or before `?`. */
function isTest(region: Region, node: Node): boolean {
  const link = region.context.parents.get(node);
  return link?.key === 'test';
}

function isBelowTest(region: Region, fn: HandlerFunction, error: Binding, identifier: Node): boolean {
  let node = identifier;
  for (const parent of region.context.parents.ancestors(identifier)) {
    if (parent === fn) return false;
    if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') {
      const { kind } = classifyTest(region.context, parent.test, error);
      if (parent.consequent === node && (kind === 'error' || kind === 'error-and')) return true;
      if (parent.alternate === node && kind === 'success') return true;
    }
    if (parent.type === 'LogicalExpression' && parent.right === node && parent.operator === '&&') {
      const { kind } = classifyTest(region.context, parent.left, error);
      if (kind === 'error' || kind === 'error-and') return true;
    }
    node = parent;
  }
  return false;
}
