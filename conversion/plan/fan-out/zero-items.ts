import type { IfStatement, Node, Statement } from '@babel/types';
import { isFunctionNode } from '../../../syntax/walk.js';
import type { Binding } from '../../../syntax/scope.js';
import type { Region } from '../regions/region.js';
import { blockList } from '../regions/region.js';
import { readCountTest } from './count-test.js';
import { countText, textOf } from './count-text.js';

/** What to ask about: the counter, and how many items there are, as text. */
export interface Counted {
  readonly counter: Binding;
  /** False for a counter that is zero at the start whatever the number of items. */
  readonly startsFull: boolean;
  readonly count: string;
}

/**
 * Looks for what keeps an empty list from getting here: a test in front that leaves, or a branch that an empty list does
 * not take. Without one the original never completed.
 */
export function isNeverEmpty(region: Region, statement: Statement, list: Node | undefined, counted: Counted): boolean {
  if (list && isFilledLiteral(region, list)) return true;
  let node: Node = statement;
  for (const parent of region.context.parents.ancestors(statement)) {
    if (isFunctionNode(parent)) return false;
    if (parent.type === 'BlockStatement') {
      const before = parent.body.slice(0, parent.body.indexOf(node as Statement));
      if (before.some((earlier) => leavesWhenEmpty(region, earlier, counted))) return true;
    }
    if (parent.type === 'IfStatement' && parent.test !== node) {
      const state = emptiness(region, parent.test, counted);
      if (state === (parent.consequent === node ? 'filled' : 'empty')) return true;
    }
    node = parent;
  }
  return false;
}

function leavesWhenEmpty(region: Region, statement: Statement, counted: Counted): boolean {
  if (statement.type !== 'IfStatement' || emptiness(region, statement.test, counted) !== 'empty') return false;
  const last = blockList(statement.consequent).statements.at(-1);
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
}

/** The test of an empty list that stands behind the loop: `if (!pending) cb(null, out);`. */
export function emptyTest(region: Region, statement: Statement | undefined, counted: Counted): IfStatement | undefined {
  if (statement?.type !== 'IfStatement' || statement.alternate) return undefined;
  return emptiness(region, statement.test, counted) === 'empty' ? statement : undefined;
}

/** What a condition says about the number of items. */
function emptiness(region: Region, test: Node, counted: Counted): 'empty' | 'filled' | undefined {
  const { context } = region;
  if (test.type === 'LogicalExpression' && test.operator === '||')
    return [test.left, test.right].some((part) => emptiness(region, part, counted) === 'empty') ? 'empty' : undefined;
  const onCounter = counted.startsFull ? readCountTest(context, counted.counter, test) : undefined;
  if (onCounter && !onCounter.counts && onCounter.end === '0')
    return onCounter.state === 'reached' ? 'empty' : 'filled';
  const isCount = (node: Node): boolean => countText(context, node) === counted.count;
  if (isCount(test)) return 'filled';
  if (test.type === 'UnaryExpression' && test.operator === '!') return isCount(test.argument) ? 'empty' : undefined;
  if (test.type !== 'BinaryExpression' || !isCount(test.left)) return undefined;
  const right = textOf(context, test.right);
  if (right === '0')
    return /^(?:===?|<=)$/.test(test.operator) ? 'empty' : /^(?:!==?|>)$/.test(test.operator) ? 'filled' : undefined;
  return right === '1' && test.operator === '<' ? 'empty' : undefined;
}

function isFilledLiteral(region: Region, list: Node): boolean {
  const { context } = region;
  if (list.type === 'ArrayExpression')
    return list.elements.some((element) => element && element.type !== 'SpreadElement');
  if (list.type !== 'Identifier') return false;
  const binding = context.scopes.bindingOf(list);
  const declared =
    binding?.declarations.length === 1 ? context.parents.get(binding.declarations[0]!)?.parent : undefined;
  if (declared?.type !== 'VariableDeclarator' || declared.init?.type !== 'ArrayExpression') return false;
  return (
    isFilledLiteral(region, declared.init) &&
    binding!.references.every(({ identifier, kind }) => kind === 'read' && !isChanged(region, identifier))
  );
}

function isChanged(region: Region, identifier: Node): boolean {
  const link = region.context.parents.get(identifier);
  if (link?.parent.type !== 'MemberExpression') return link?.parent.type !== 'ForOfStatement';
  const { property } = link.parent;
  return property.type === 'Identifier' && !link.parent.computed && /^(?:pop|shift|splice)$/.test(property.name);
}

/** The `if` that a use of the counter belongs to, when it asks for an empty list. */
export function isEmptyTestOf(region: Region, identifier: Node, counter: Binding): IfStatement | undefined {
  let node: Node = identifier;
  for (const parent of region.context.parents.ancestors(identifier)) {
    if (parent.type === 'IfStatement' && parent.test === node) {
      const test = readCountTest(region.context, counter, parent.test);
      return test && !test.counts && test.end === '0' ? parent : undefined;
    }
    if (isFunctionNode(parent)) return undefined;
    node = parent;
  }
  return undefined;
}
