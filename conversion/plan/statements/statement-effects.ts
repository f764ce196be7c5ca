import { isStatement } from '@babel/types';
import type { Node, Statement } from '@babel/types';
import { calleeName } from '../../../analysis/callee.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import { isTick } from '../../../analysis/timing/ticks.js';
import { findOwn } from '../../../syntax/walk.js';
import { matchContinuationCall } from '../completions/continuation-function.js';
import { fanOutAt } from '../fan-out/find-fan-out.js';
import { blockList, type Region } from '../regions/region.js';
import { completionIn, operationIn, partsOf, relevanceOf } from './relevance.js';

/** Whether a statement starts an operation, directly or through a local function. */
export function startsRegion(region: Region, statement: Statement): boolean {
  if (matchContinuationCall(region, statement) || fanOutAt(region, statement)) return true;
  const direct = operationIn(region, statement);
  if (direct) return hasHandler(region, statement, direct.operation);
  if (statement.type === 'FunctionDeclaration') return false;
  return someStatement(statement, (part) => {
    const operation = operationIn(region, part)?.operation;
    if (operation) return hasHandler(region, part, operation);
    return Boolean(fanOutAt(region, part)) || matchContinuationCall(region, part) !== undefined;
  });
}

/** An operation that hands the continuation itself on has no handler to convert; a timer alone starts nothing. */
function hasHandler(region: Region, statement: Statement, { kind, receiver }: Operation): boolean {
  if (receiver.kind !== 'handler') return false;
  if (kind !== 'timer') return true;
  const { fn, binding } = receiver.handler;
  // Who gets a timer may stop it.
  return binding === undefined && statement.type !== 'ReturnStatement' && startsAnything(region, fn.body);
}

/** `setTimeout(function () { read(file, cb); }, ms)`: an operation that starts later. */
const startsAnything = (region: Region, body: Node): boolean =>
  someOperation(region, body, (operation, place) => operation.kind !== 'timer' || hasHandler(region, place, operation));

/** Whether an operation somewhere in a statement gets the continuation itself. */
export const handsOn = (region: Region, statement: Statement): boolean =>
  someOperation(region, statement, ({ receiver }) => receiver.kind === 'continuation');

/** `process.nextTick(cb, null, value)`, `setImmediate(function () { cb(null, value); })`: what is known is given later. */
export const defers = (region: Region, statement: Statement): boolean =>
  someOperation(region, statement, ({ kind, receiver, call, isTick: isOwn }, { type }) => {
    if (kind !== 'timer' || (isOwn === undefined && !isTick(call) && calleeName(call) !== 'setImmediate')) return false;
    if (receiver.kind === 'continuation') return true;
    const { fn, binding } = receiver.handler;
    if (binding !== undefined) return false;
    // Other ticks run before an `await` goes on: what else is done in one stays there.
    if (isOwn ?? isTick(call)) return blockList(fn.body).statements.every((only) => completionIn(region, only));
    // Who gets a timer may stop it.
    return type !== 'ReturnStatement' && completesWithin(region, fn.body);
  });

const completesWithin = (region: Region, body: Node): boolean =>
  region.mode.kind === 'callback' && relevanceOf(region, body).completions;

/** Whether a statement completes the function somewhere. */
export const completes = (region: Region, statement: Statement): boolean =>
  statement.type !== 'FunctionDeclaration' &&
  (completionIn(region, statement) || relevanceOf(region, statement).completions);

const someOperation = (
  region: Region,
  node: Node,
  isWanted: (operation: Operation, place: Statement) => boolean,
): boolean =>
  someStatement(node, (place) =>
    partsOf(region, place).some((part) => {
      const operation = operationIn(region, part)?.operation;
      return operation !== undefined && isWanted(operation, part);
    }),
  );

const someStatement = (node: Node, test: (statement: Statement) => boolean): boolean =>
  findOwn(node, (part) => isStatement(part) && test(part)) !== undefined;
