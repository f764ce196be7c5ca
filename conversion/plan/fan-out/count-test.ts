import type { Node, Statement } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import type { Binding } from '../../../syntax/scope.js';
import { countText } from './count-text.js';

export type Direction = 'up' | 'down';

/** What a condition says about a counter of calls. */
export interface CountTest {
  /** `reached`: all calls are done when it holds; `pending`: some are not. */
  readonly state: 'reached' | 'pending';
  /** What the counter is compared with; see `countText`. */
  readonly end: string;
  /** Set when the condition counts itself: `--pending === 0`. */
  readonly counts: Direction | undefined;
}

/** Reads a condition on a counter: `--pending === 0`, `!pending`, `++done < items.length`. */
export function readCountTest(context: FileContext, counter: Binding, test: Node): CountTest | undefined {
  const plain = subject(context, counter, test);
  if (plain) return { state: 'pending', end: '0', ...plain };
  if (test.type === 'UnaryExpression' && test.operator === '!') {
    const negated = subject(context, counter, test.argument);
    return negated && { state: 'reached', end: '0', ...negated };
  }
  if (test.type !== 'BinaryExpression') return undefined;
  const left = subject(context, counter, test.left);
  const right = left ? undefined : subject(context, counter, test.right);
  const found = left ?? right;
  const state = comparison(left ? test.operator : (MIRRORED[test.operator] ?? test.operator), found?.counts);
  if (!found || !state) return undefined;
  return compared(context, left ? test.right : test.left, state, found.counts);
}

const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

function comparison(operator: string, direction: Direction | undefined): string | undefined {
  if (operator === '===' || operator === '==') return 'reached';
  if (operator === '!==' || operator === '!=') return 'pending';
  if (operator === '<=') return direction === 'up' ? undefined : 'reached';
  if (operator === '>=') return direction === 'down' ? undefined : 'reached';
  if (operator === '>') return direction === 'up' ? undefined : 'pending';
  if (operator === '<') return direction === 'up' ? 'pending' : 'below';
  return undefined;
}

function compared(
  context: FileContext,
  node: Node,
  state: string,
  counts: Direction | undefined,
): CountTest | undefined {
  const end = countText(context, node);
  // `pending < 1` says what `pending === 0` says; otherwise only a counter that goes up is below its end.
  if (state === 'below' && end === '1') return { state: 'reached', end: '0', counts };
  if (state === 'below') return counts ? undefined : { state: 'pending', end, counts };
  return { state: state as CountTest['state'], end, counts };
}

function subject(context: FileContext, counter: Binding, node: Node): { counts: Direction | undefined } | undefined {
  if (isCounter(context, counter, node)) return { counts: undefined };
  const counts = countingStep(context, counter, node);
  return counts && !(node.type === 'UpdateExpression' && !node.prefix) ? { counts } : undefined;
}

/** `pending--;`, `pending -= 1;`, `done++;` as a statement of its own. */
export function countingStatement(context: FileContext, counter: Binding, statement: Statement): Direction | undefined {
  return statement.type === 'ExpressionStatement' ? countingStep(context, counter, statement.expression) : undefined;
}

/** The direction in which an expression moves the counter by one. */
function countingStep(context: FileContext, counter: Binding, node: Node): Direction | undefined {
  if (node.type === 'UpdateExpression' && isCounter(context, counter, node.argument))
    return node.operator === '++' ? 'up' : 'down';
  if (node.type !== 'AssignmentExpression' || !isCounter(context, counter, node.left)) return undefined;
  if (node.operator === '-=' || node.operator === '+=')
    return isOne(node.right) ? (node.operator === '+=' ? 'up' : 'down') : undefined;
  const { right } = node;
  if (node.operator !== '=' || right.type !== 'BinaryExpression' || !isOne(right.right)) return undefined;
  if (!isCounter(context, counter, right.left)) return undefined;
  return right.operator === '+' ? 'up' : right.operator === '-' ? 'down' : undefined;
}

const isOne = (node: Node): boolean => node.type === 'NumericLiteral' && node.value === 1;

const isCounter = (context: FileContext, counter: Binding, node: Node): boolean =>
  node.type === 'Identifier' && context.scopes.bindingOf(node) === counter;
