import { isStatement } from '@babel/types';
import type { Function as FunctionNode, Node, Statement } from '@babel/types';
import type { Continuation } from '../../analysis/continuation.js';
import { calleeName } from '../../analysis/callee.js';
import type { Operation } from '../../analysis/operation.js';
import { keysOfFunction } from '../../analysis/timing/function-key.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { fanOutAt } from './fan-out/find-fan-out.js';
import { callsNothing } from './calls-nothing.js';
import { matchContinuationCall } from './continuation-function.js';
import { timingOf } from './non-tail.js';
import { completionIn, operationIn, relevanceOf } from './relevance.js';
import { blockList, isPlain, type Region } from './region.js';

/**
 * Where the part of a function that becomes an async body may begin, the best place first: at its first completion, so
 * that every result is given by `return` and `throw`, or at its first operation, so that what completes early stays as
 * it is.
 *
 * @returns indexes of statements; none when the function has nothing to convert
 */
export function regionStarts(
  region: Region,
  fn: FunctionNode,
  continuation: Continuation,
  statements: readonly Statement[],
): number[] {
  const starts = startsWithoutDeferral(region, fn, continuation, statements);
  const deferral = isPlain(region.mode) ? -1 : statements.findIndex((statement) => defers(region, statement));
  if (deferral < 0) return starts;
  const [first = statements.length] = starts;
  const between = statements.slice(deferral, first);
  const mayBegin =
    first === statements.length
      ? !between.some(throwsAtOnce) && !isExpectedToThrow(region, fn)
      : between.every((statement) => defers(region, statement) || callsNothing(statement));
  return deferral < first && mayBegin ? [deferral, ...starts] : starts;
}

function startsWithoutDeferral(
  region: Region,
  fn: FunctionNode,
  continuation: Continuation,
  statements: readonly Statement[],
): number[] {
  const operation = statements.findIndex((statement) => startsRegion(region, statement));
  const completion = statements.findIndex((statement) => completes(region, statement));
  if (operation < 0) {
    if (completion < 0 || isPlain(region.mode)) return [];
    const last = statements.findLastIndex((statement) => handsOn(region, statement));
    return last >= 0 && mayHandOn(region, fn, statements, last) ? [Math.min(completion, last)] : [];
  }
  if (completion < 0 || completion >= operation) {
    const behind = behindCallsOfTheirOwn(region, continuation, statements, operation);
    return behind === undefined ? [operation] : [operation, behind];
  }
  const mayMove = !statements.slice(completion, operation).some(throwsAtOnce) && !isExpectedToThrow(region, fn);
  return mayMove ? [completion, operation] : [operation];
}

/** What may be a call that nobody waits for, in front of the part that became async. */
export const prologueCalls = ({ body }: FunctionNode, from = 0): Statement[] =>
  body.type === 'BlockStatement' ? body.body.slice(0, from).filter(({ type }) => type === 'ExpressionStatement') : [];

/** The first operation behind those that nobody waits for: they know nothing of the callback. */
function behindCallsOfTheirOwn(
  region: Region,
  { names }: Continuation,
  statements: readonly Statement[],
  operation: number,
): number | undefined {
  const knows = (statement: Statement): boolean =>
    region.context.scopes.referencesIn(statement).some(({ binding }) => binding !== undefined && names.has(binding));
  const first = statements.findIndex((statement, index) => index >= operation && knows(statement));
  return first > operation && startsRegion(region, statements[first]!) ? first : undefined;
}

/** A region begins with the first statement that starts an operation, directly or through a local function. */
export function startsRegion(region: Region, statement: Statement): boolean {
  if (matchContinuationCall(region, statement) || fanOutAt(region, statement)) return true;
  const direct = operationIn(region, statement);
  if (direct) return hasHandler(region, statement, direct.operation);
  if (statement.type === 'FunctionDeclaration') return false;
  return startsHandledOperation(region, statement);
}

/** An operation that hands the continuation itself on has no handler to convert; a timer alone starts nothing. */
function hasHandler(region: Region, statement: Statement, { kind, receiver }: Operation): boolean {
  if (receiver.kind !== 'handler') return false;
  if (kind !== 'timer') return true;
  const { fn, binding } = receiver.handler;
  // Who gets a timer may stop it.
  return binding === undefined && statement.type !== 'ReturnStatement' && startsAnything(region, fn.body);
}

/** `process.nextTick(cb, null, value)`, `setImmediate(function () { cb(null, value); })`: what is known is given later. */
export const defers = (region: Region, statement: Statement): boolean =>
  findOperation(region, statement, (operation, { type }) => {
    const { kind, receiver, call } = operation;
    const name = calleeName(call);
    if (kind !== 'timer' || !/^(?:nextTick|setImmediate)$/.test(name)) return false;
    if (receiver.kind === 'continuation') return true;
    const { fn, binding } = receiver.handler;
    if (binding !== undefined) return false;
    // Other ticks run before an `await` goes on: what else is done in one stays there.
    if (name === 'nextTick') return blockList(fn.body).statements.every((only) => completionIn(region, only));
    // Who gets a timer may stop it.
    return type !== 'ReturnStatement' && completesWithin(region, fn.body);
  });

const completesWithin = (region: Region, body: Node): boolean =>
  region.mode.kind === 'callback' && relevanceOf(region, body).completions;

/** `setTimeout(function () { read(file, cb); }, ms)`: an operation that starts later. */
function startsAnything(region: Region, body: Node): boolean {
  let found = false;
  walk(body, {
    enter(node) {
      if (found || isFunctionNode(node)) return 'skip';
      if (node.type !== 'ExpressionStatement' && node.type !== 'ReturnStatement') return undefined;
      const operation = operationIn(region, node)?.operation;
      found = operation !== undefined && (operation.kind !== 'timer' || hasHandler(region, node, operation));
      return undefined;
    },
  });
  return found;
}

function startsHandledOperation(region: Region, statement: Statement): boolean {
  let found = false;
  walk(statement, {
    enter(node) {
      if (found || isFunctionNode(node)) return 'skip';
      if (isStatement(node) && fanOutAt(region, node)) found = true;
      if (node.type !== 'ExpressionStatement' && node.type !== 'ReturnStatement') return undefined;
      const operation = operationIn(region, node)?.operation;
      if (operation) found = hasHandler(region, node, operation);
      else found ||= matchContinuationCall(region, node) !== undefined;
      return undefined;
    },
  });
  return found;
}

/** Somewhere in the statement an operation gets the continuation itself. */
export const handsOn = (region: Region, statement: Statement): boolean =>
  findOperation(region, statement, ({ receiver }) => receiver.kind === 'continuation');

function findOperation(
  region: Region,
  statement: Statement,
  isWanted: (operation: Operation, place: Statement) => boolean,
): boolean {
  let found = false;
  walk(statement, {
    enter(node) {
      if (found || isFunctionNode(node)) return 'skip';
      if (node.type !== 'ExpressionStatement' && node.type !== 'ReturnStatement') return undefined;
      const operation = operationIn(region, node)?.operation;
      found = operation !== undefined && isWanted(operation, node);
      return undefined;
    },
  });
  return found;
}

/** Whether a function that lets somebody else complete it on some paths may give its results from an async body. */
const mayHandOn = (region: Region, fn: FunctionNode, statements: readonly Statement[], last: number): boolean =>
  !statements.slice(0, last).some(throwsAtOnce) && !isExpectedToThrow(region, fn);

export function completes(region: Region, statement: Statement): boolean {
  return (
    statement.type !== 'FunctionDeclaration' &&
    (completionIn(region, statement) || relevanceOf(region, statement).completions)
  );
}

/** Validation that throws has to throw before the function returns. */
export function throwsAtOnce(statement: Statement): boolean {
  let found = false;
  walk(statement, {
    enter(node) {
      if (isFunctionNode(node)) return 'skip';
      if (node.type === 'ThrowStatement' || isAssertion(node)) found = true;
      return undefined;
    },
  });
  return found;
}

/** What a test expects to throw at once must go on to do so (E5). */
export function isExpectedToThrow(region: Region, fn: FunctionNode): boolean {
  return keysOfFunction(region.context, fn).some((key) => timingOf(region).isExpectedToThrow(key));
}

function isAssertion(node: Node): boolean {
  if (node.type !== 'CallExpression') return false;
  const callee = node.callee.type === 'MemberExpression' ? node.callee.object : node.callee;
  return callee.type === 'Identifier' && /^(?:assert\w*|invariant)$/i.test(callee.name);
}
