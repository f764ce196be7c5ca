import type { Expression, Node } from '@babel/types';
import { Decline } from '../../conversion/decline.js';

/** A list or dictionary that is written out. */
export const isCollection = (node: Node | null): boolean =>
  node?.type === 'ArrayExpression' || node?.type === 'ObjectExpression';

/**
 * What a list or dictionary holds, in order.
 *
 * @throws {Decline} for gaps, `...`, and keys that are not plain names
 */
export function childrenOf(node: Expression): Expression[] {
  if (node.type === 'ArrayExpression')
    return node.elements.map((element) => {
      if (!element || element.type === 'SpreadElement') throw new Decline('engine-yield-unknown', element ?? node, {});
      return element;
    });
  if (node.type !== 'ObjectExpression') return [];
  return node.properties.map((property) => {
    if (property.type !== 'ObjectProperty' || property.computed || property.shorthand || isSpecialKey(property.key))
      throw new Decline('engine-yield-unknown', property, {});
    return property.value as Expression;
  });
}

const isSpecialKey = (key: Node): boolean => key.type === 'Identifier' && /^(?:then|__proto__)$/.test(key.name);
