import { isStatement } from '@babel/types';
import type { Function as FunctionNode, Node, Statement } from '@babel/types';
import { keysOfFunction } from '../../analysis/timing/function-key.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { fanOutAt } from './fan-out/find-fan-out.js';
import { matchContinuationCall } from './continuation-function.js';
import { timingOf } from './non-tail.js';
import { completionIn, operationIn, relevanceOf } from './relevance.js';
import type { Region } from './region.js';

/**
 * Where the part of a function that becomes an async body may begin, the best place first: at its first completion, so
 * that every result is given by `return` and `throw`, or at its first operation, so that what completes early stays as
 * it is.
 *
 * @returns indexes of statements; none when the function has nothing to convert
 */
export function regionStarts(region: Region, fn: FunctionNode, statements: readonly Statement[]): number[] {
  const operation = statements.findIndex((statement) => startsRegion(region, statement));
  const completion = statements.findIndex((statement) => completes(region, statement));
  // What starts nothing has always completed at once, and goes on to.
  if (operation < 0) return [];
  if (completion < 0 || completion >= operation) return [operation];
  const mayMove = !statements.slice(completion, operation).some(throwsAtOnce) && !isExpectedToThrow(region, fn);
  return mayMove ? [completion, operation] : [operation];
}

/** A region begins with the first statement that starts an operation, directly or through a local function. */
function startsRegion(region: Region, statement: Statement): boolean {
  if (matchContinuationCall(region, statement) || fanOutAt(region, statement)) return true;
  const direct = operationIn(region, statement);
  if (direct) return direct.operation.kind !== 'timer' && direct.operation.receiver.kind === 'handler';
  if (statement.type === 'FunctionDeclaration') return false;
  return startsHandledOperation(region, statement);
}

/** An operation that hands the continuation itself on has no handler to convert. */
function startsHandledOperation(region: Region, statement: Statement): boolean {
  let found = false;
  walk(statement, {
    enter(node) {
      if (found || isFunctionNode(node)) return 'skip';
      if (isStatement(node) && fanOutAt(region, node)) found = true;
      if (node.type !== 'ExpressionStatement' && node.type !== 'ReturnStatement') return undefined;
      const operation = operationIn(region, node)?.operation;
      if (operation) found = operation.kind !== 'timer' && operation.receiver.kind === 'handler';
      else found ||= matchContinuationCall(region, node) !== undefined;
      return undefined;
    },
  });
  return found;
}

function completes(region: Region, statement: Statement): boolean {
  return (
    statement.type !== 'FunctionDeclaration' &&
    (completionIn(region, statement) || relevanceOf(region, statement).completions)
  );
}

/** Validation that throws has to throw before the function returns. */
function throwsAtOnce(statement: Statement): boolean {
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
function isExpectedToThrow(region: Region, fn: FunctionNode): boolean {
  return keysOfFunction(region.context, fn).some((key) => timingOf(region).isExpectedToThrow(key));
}

function isAssertion(node: Node): boolean {
  if (node.type !== 'CallExpression') return false;
  const callee = node.callee.type === 'MemberExpression' ? node.callee.object : node.callee;
  return callee.type === 'Identifier' && /^(?:assert\w*|invariant)$/i.test(callee.name);
}
