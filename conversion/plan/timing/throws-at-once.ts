import type { Function as FunctionNode, Node, Statement } from '@babel/types';
import { calleeName } from '../../../analysis/callee.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import { isUnknownFunction } from '../../../analysis/timing/completion-paths.js';
import { unknownWith } from '../../../analysis/timing/expected-throws.js';
import { keysOfFunction } from '../../../analysis/timing/function-key.js';
import { findOwn, isFunctionNode } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import { isValidation } from './validation.js';
import { timingOf } from './non-tail.js';
import type { Region } from '../regions/region.js';

/** Whether what statements of a function throw has to reach its caller before it returns, so that they stay where they are. */
export const mustThrowAtOnce = (region: Region, fn: FunctionNode, statements: readonly Statement[]): boolean =>
  statements.some(throwsAtOnce) || isCaught(region, fn) || isExpected(region, fn, statements[0]);

/** The same of statements in front of an operation, where calls are that only look whether all is well. */
export const mustThrowInFront = (region: Region, fn: FunctionNode, statements: readonly Statement[]): boolean =>
  mustThrowAtOnce(region, fn, statements) || statements.some((statement) => isValidation(region.context, statement));

/** Validation that throws has to throw before the function returns. */
export const throwsAtOnce = (statement: Node): boolean =>
  findOwn(statement, (node) => node.type === 'ThrowStatement' || isAssertion(node)) !== undefined;

const isCaught = (region: Region, fn: FunctionNode): boolean =>
  keysOfFunction(region.context, fn).some((key) => timingOf(region).isThrowCaught(key));

/** What a test expects to throw at once must go on to do so (E5): unless it is a `throw` in front that it expects. */
function isExpected(region: Region, fn: FunctionNode, first: Statement | undefined): boolean {
  if (!keysOfFunction(region.context, fn).some((key) => timingOf(region).isAssertedToThrow(key))) return false;
  const statements = fn.body.type === 'BlockStatement' ? fn.body.body : [];
  return !first || !statements.some((statement) => statement.end! <= first.start! && throwsAtOnce(statement));
}

/**
 * A function that was given may throw at once. Where nobody waits for it, that went to who calls the function around, and
 * would be an uncaught exception.
 *
 * @throws {Decline} where somebody catches what such functions throw
 */
export function checkGivenThrows(region: Region, fn: FunctionNode | undefined, { call, callee }: Operation): void {
  if (!fn || !isUnknownFunction(region.context, call, callee)) return;
  const keys = isReturned(region, fn) ? [unknownWith(fn.params)] : keysOfFunction(region.context, fn);
  if (keys.some((key) => timingOf(region).isThrowCaught(key)))
    throw new Decline('throw-is-caught', call, { callee: callee.name });
}

/** `return function (test) { … };`: who gets it calls it. */
function isReturned({ context: { parents } }: Region, fn: FunctionNode): boolean {
  const link = parents.get(fn);
  return link?.parent.type === 'ReturnStatement' || (link?.key === 'body' && isFunctionNode(link.parent));
}

const ASSERTING = /^(?:assert\w*|invariant)$/i;

/** `assert(ok)`, `assert.equal(a, b)`, `Hoek.assert(ok)`. */
function isAssertion(node: Node): boolean {
  if (node.type !== 'CallExpression') return false;
  if (ASSERTING.test(calleeName(node))) return true;
  return (
    node.callee.type === 'MemberExpression' &&
    node.callee.object.type === 'Identifier' &&
    ASSERTING.test(node.callee.object.name)
  );
}
