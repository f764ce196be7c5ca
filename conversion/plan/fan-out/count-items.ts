import type { IfStatement, Node, Statement } from '@babel/types';
import { walk } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import type { Region } from '../regions/region.js';
import { isSurelyArray } from './surely-array.js';
import type { Direction } from './count-test.js';
import { countText, textOf } from './count-text.js';
import { directionOf } from './direction.js';
import { reachesCounter, type FanOut } from './find-fan-out.js';
import { isTrivialReturn } from './arrival.js';
import { emptyTest, isNeverEmpty, type Counted } from './zero-items.js';

/** How the calls of a fan-out are counted. */
export interface ItemCount {
  readonly direction: Direction;
  /** The value of the counter after the last call; see `countText`. */
  readonly end: string;
  /** The statements that start calls. */
  readonly starters: readonly Statement[];
  /** Tests of an empty list behind them. */
  readonly closing: readonly IfStatement[];
  /** `pending++` inside each call. */
  readonly raise: Statement | undefined;
}

/** Proves that the counter counts exactly the calls that are started. */
export function countItems(region: Region, fan: FanOut): ItemCount {
  const { counter, list, index, loop } = fan;
  const direction = directionOf(region.context, fan.counter);
  const raise = direction === 'both' ? raiseOf(region, fan) : undefined;
  if (raise && loop?.kind === 'each' && !isSurelyArray(region.context, loop.list)) throw misunderstood(fan);
  const starters = loop ? [list.statements[index]!] : consecutive(region, fan);
  const count = loop ? loop.count : String(starters.length);
  const initial = initialOf(region, fan);
  const startsFull = direction === 'down';
  if (initial !== (startsFull ? count : '0')) throw misunderstood(fan);
  if (loop) checkUnchanged(region, fan);
  const counted: Counted = { counter, startsFull, count };
  const closing = loop ? closingTests(region, fan, { ...counted, startsFull: direction !== 'up' }) : [];
  const first = starters[0]!;
  if (loop && closing.length === 0 && !isNeverEmpty(region, first, loop.list, counted))
    throw new Decline('no-items-never-complete', first, { name: counter.name });
  checkRest(fan, starters.length + closing.length);
  return {
    direction: direction === 'up' ? 'up' : 'down',
    end: direction === 'up' ? count : '0',
    starters,
    closing,
    raise,
  };
}

const misunderstood = ({ counter, list, index }: FanOut): Decline =>
  new Decline('counter-not-understood', list.statements[index]!, { name: counter.name });

/** `pending++` as a statement of the call itself, before anything waits. */
function raiseOf(region: Region, fan: FanOut): Statement {
  const { parents } = region.context;
  const { loop, counter } = fan;
  const body = loop?.kind === 'each' ? loop.fn.body : loop?.loop.body;
  const raises = counter.references.flatMap(({ identifier }) => {
    const parent = parents.get(identifier)?.parent;
    return parent?.type === 'UpdateExpression' && parent.operator === '++' ? [parent] : [];
  });
  const [only, ...others] = raises;
  const statement = only && parents.get(only)?.parent;
  if (statement?.type !== 'ExpressionStatement' || others.length > 0 || parents.get(statement)?.parent !== body)
    throw new Decline('counter-grows', only ?? fan.list.statements[fan.index]!, { name: counter.name });
  return statement;
}

/** The statements in a row that start one call each. */
function consecutive(region: Region, { list, index, counter }: FanOut): Statement[] {
  const run: Statement[] = [];
  for (const statement of list.statements.slice(index)) {
    if (!reachesCounter(region.context, statement, counter)) break;
    run.push(statement);
  }
  return run;
}

function initialOf(region: Region, fan: FanOut): string {
  const [declared, ...others] = fan.counter.declarations;
  const declarator = declared && region.context.parents.get(declared)?.parent;
  if (others.length > 0 || declarator?.type !== 'VariableDeclarator' || !declarator.init) throw misunderstood(fan);
  return countText(region.context, declarator.init);
}

function closingTests(region: Region, { list, index }: FanOut, counted: Counted): IfStatement[] {
  const test = emptyTest(region, list.statements[index + 1], counted);
  return test ? [test] : [];
}

/** Behind the calls nothing may run before they are done. */
function checkRest({ list, index, loop }: FanOut, length: number): void {
  const other = list.statements
    .slice(index + length)
    .find((statement) => statement.type !== 'FunctionDeclaration' && !isTrivialReturn(statement));
  if (other)
    throw new Decline('code-after-operation', other, { callee: loop?.kind === 'each' ? 'forEach' : 'the calls' });
}

/** The list must have as many items when it is walked as when it was counted. */
function checkUnchanged(region: Region, fan: FanOut): void {
  const { counter, list, index, loop } = fan;
  if (!loop?.list) return;
  const { context } = region;
  const name = textOf(context, loop.list);
  const start = counter.declarations[0]!.start!;
  const changes = (node: Node): boolean => {
    if (node.type === 'AssignmentExpression') {
      const target = textOf(context, node.left);
      return target === name || target === `${name}.length`;
    }
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
    const { object, property } = node.callee;
    return textOf(context, object) === name && /^(?:push|pop|shift|unshift|splice)$/.test(textOf(context, property));
  };
  for (const statement of list.statements.slice(0, index + 1)) {
    if (statement.end! < start) continue;
    walk(statement, {
      enter(node) {
        if (node.start! >= start && changes(node)) throw misunderstood(fan);
      },
    });
  }
}
