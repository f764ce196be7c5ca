import type { Expression, Statement } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import type { Binding } from '../../../syntax/scope.js';
import { blockList, type StatementList } from '../regions/region.js';
import { countingStatement, readCountTest, type Direction } from './count-test.js';
import { textOf } from './count-text.js';

/** The place where one of several calls says that it is done, and the last one goes on. */
export interface Arrival {
  /** The statements that count and test; with an early return (`if (--pending) return;`) everything behind it too. */
  readonly statements: readonly Statement[];
  /** What runs once, after the last call. */
  readonly join: StatementList;
  readonly direction: Direction;
  /** The value of the counter after the last call, as text. */
  readonly end: string;
  /** True when no statement of the list runs after an arrival that is not the last. */
  readonly leaves: boolean;
}

/** Reads the statements from `index` on as an arrival of `counter`. */
export function matchArrival(
  context: FileContext,
  counter: Binding,
  list: StatementList,
  index: number,
): Arrival | undefined {
  const first = list.statements[index]!;
  const counted = countingStatement(context, counter, first);
  const tested = counted ? list.statements[index + 1] : first;
  if (tested?.type !== 'IfStatement' || tested.alternate) return undefined;
  const test = readCountTest(context, counter, tested.test);
  const direction = counted ?? test?.counts;
  if (!test || !direction || (counted && test.counts)) return undefined;
  const head = counted ? [first, tested] : [tested];
  const { end } = test;
  if (test.state === 'reached')
    return { statements: head, join: blockList(tested.consequent), direction, end, leaves: false };
  if (!blockList(tested.consequent).statements.every(isTrivialReturn)) return undefined;
  const rest = list.statements.slice(index + head.length);
  const join = { statements: rest, span: { start: tested.end!, end: list.span.end } };
  return { statements: [...head, ...rest], join, direction, end, leaves: true };
}

/** A `return` whose value nobody reads and that does nothing else. */
export function isTrivialReturn(statement: Statement): boolean {
  return statement.type === 'ReturnStatement' && isTrivial(statement.argument);
}

function isTrivial(value: Expression | null | undefined): boolean {
  if (!value) return true;
  if (value.type === 'UnaryExpression') return value.operator === 'void' && isTrivial(value.argument);
  return /^(?:Null|Boolean|Numeric|String)Literal$/.test(value.type) || value.type === 'Identifier';
}

/** What a join does, however it is spelt: to tell whether two of them are the same. */
export function joinText(context: FileContext, { statements }: StatementList): string {
  return statements
    .filter((statement) => statement.type !== 'ReturnStatement' || statement.argument)
    .map((statement) => {
      const node = statement.type === 'ReturnStatement' ? statement.argument! : statement;
      return textOf(context, node).replace(/\s+/g, ' ').replace(/;$/, '');
    })
    .join(';');
}
