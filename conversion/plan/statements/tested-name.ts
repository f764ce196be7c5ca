import type { Identifier, JSXIdentifier, Node } from '@babel/types';
import { spanOf } from '../../items.js';
import type { Region } from '../regions/region.js';

/** The variable of a test whether there is a function in it: `cb`, `typeof cb === 'function'`. */
export function testedName(test: Node): Identifier | undefined {
  if (test.type === 'Identifier') return test;
  if (test.type !== 'BinaryExpression' || !/^===?$/.test(test.operator)) return undefined;
  const { left, right } = test;
  const [asked, kind] = left.type === 'UnaryExpression' ? [left, right] : [right, left];
  if (kind.type !== 'StringLiteral' || kind.value !== 'function') return undefined;
  if (asked.type !== 'UnaryExpression' || asked.operator !== 'typeof') return undefined;
  return asked.argument.type === 'Identifier' ? asked.argument : undefined;
}

/** A test that goes takes its string along: `typeof cb === 'function'`. */
export function dropTypeTest({ context: { parents }, removed }: Region, name: Identifier | JSXIdentifier): void {
  const asked = parents.get(name)?.parent;
  const test = asked?.type === 'UnaryExpression' ? parents.get(asked)?.parent : undefined;
  if (test && testedName(test) === name) removed.push(spanOf(test));
}
