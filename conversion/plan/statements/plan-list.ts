import type { Statement } from '@babel/types';
import { Decline } from '../../decline.js';
import { spanOf } from '../../items.js';
import { fanOutAt } from '../fan-out/find-fan-out.js';
import { planArrival } from '../fan-out/item-ends.js';
import { planFanOut } from '../fan-out/plan-fan-out.js';
import type { Host } from '../names/host.js';
import { planStatement } from './plan-statement.js';
import { isStandIn, replace, type Ends, type Flow, type Region, type StatementList } from '../regions/region.js';
import { errorAfter } from '../errors/error-tests.js';

/**
 * Plans statements that run one after the other.
 *
 * @param tail true when nothing of the same function call runs after the list
 */
export function planList(region: Region, list: StatementList, tail: boolean, flow: Flow, host: Host): Ends {
  const { statements } = list;
  let ends: Ends = 'never';
  let known = flow;
  for (const [index, statement] of statements.entries()) {
    if (planArrival(region, list, index, tail)) return 'always';
    const fan = fanOutAt(region, statement);
    if (fan) return planFanOut(region, fan, tail, known, host);
    const rest = statements.slice(index + 1);
    const inert = rest.every((later) => isInert(region, later));
    const last = inert && (tail || rest.some((later) => later.type === 'ReturnStatement'));
    const here = planStatement(region, statement, last, known, host);
    if (isStandIn(statement)) terminate(region, statement);
    if (here === 'always') {
      const wasAbrupt = statement.type === 'ReturnStatement' || statement.type === 'ThrowStatement';
      if (inert && !wasAbrupt) dropReturns(region, rest);
      return 'always';
    }
    if (here === 'sometimes') ends = 'sometimes';
    known = errorAfter(region, statement, here, known);
  }
  return ends;
}

/** The expression of an arrow function becomes a statement. */
function terminate(region: Region, statement: Statement): void {
  const isReplaced = region.replacements.some(({ start, end }) => start === statement.start && end === statement.end);
  if (!isReplaced) replace(region, statement, [{ kind: 'line', parts: [spanOf(statement)] }]);
}

/** A statement that does nothing at the end of a function. */
function isInert(region: Region, statement: Statement): boolean {
  return (
    statement.type === 'FunctionDeclaration' ||
    statement.type === 'EmptyStatement' ||
    (statement.type === 'ReturnStatement' && (!statement.argument || region.givenBack.has(statement))) ||
    (statement.type === 'BreakStatement' && !statement.label)
  );
}

/** After a statement that always ends, a bare `return` is dead code that only the callback form needed. */
function dropReturns(region: Region, rest: readonly Statement[]): void {
  for (const statement of rest) {
    if (statement.type === 'ReturnStatement' || statement.type === 'BreakStatement') replace(region, statement, []);
  }
}

/** In a function whose every path must complete, a list that can run out without completing is an obstacle. */
export function requireCompletion(
  region: Region,
  ends: Ends,
  node: Statement | { start?: number | null },
  name: string,
): void {
  if (region.mode.kind === 'callback' && ends !== 'always') {
    throw new Decline('path-without-completion', node as Statement, { name });
  }
}
