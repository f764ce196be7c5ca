import { isStatement } from '@babel/types';
import type { Function as FunctionNode, Node, Statement } from '@babel/types';
import type { Continuation } from '../../analysis/continuation.js';
import { keysOfFunction } from '../../analysis/timing/function-key.js';
import { isFunctionNode, walk } from '../../syntax/walk.js';
import { completionShape } from './plan-completion.js';
import { matchCompletion } from './completion.js';
import { fanOutAt } from './fan-out/find-fan-out.js';
import { matchContinuationCall } from './continuation-function.js';
import { timingOf } from './non-tail.js';
import { completionIn, operationIn, relevanceOf } from './relevance.js';
import { noFlow, type Region } from './region.js';

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
  const operation = statements.findIndex((statement) => startsRegion(region, statement));
  const completion = statements.findIndex((statement) => completes(region, statement));
  if (completion < 0 || (operation >= 0 && completion >= operation)) return operation < 0 ? [] : [operation];
  const between = statements.slice(completion, operation < 0 ? undefined : operation);
  const mayMove =
    !between.some(throwsAtOnce) &&
    !isExpectedToThrow(region, fn) &&
    (operation >= 0 || isCallbackFunction(region, fn, continuation));
  if (operation >= 0) return mayMove ? [completion, operation] : [operation];
  return mayMove ? [withSimpleStatements(region, statements, completion)] : [];
}

/** What a function without operations only notes down before it completes goes into the async body, too. */
function withSimpleStatements(region: Region, statements: readonly Statement[], completion: number): number {
  let from = completion;
  while (from > 0 && isSimple(region, statements[from - 1]!)) from--;
  return from;
}

/** An assignment or declaration that calls nothing, so that it can't throw what callers were thrown at once. */
function isSimple({ mode, context }: Region, statement: Statement): boolean {
  if (statement.type !== 'VariableDeclaration' && statement.type !== 'ExpressionStatement') return false;
  if (
    mode.kind !== 'callback' ||
    context.scopes.referencesIn(statement).some(({ binding }) => mode.continuations.has(binding!))
  )
    return false;
  let simple = true;
  walk(statement, {
    enter(node) {
      if (/^(?:OptionalCall|Call|New|TaggedTemplate|Yield|Await)Expression$/.test(node.type)) simple = false;
      return simple ? undefined : 'skip';
    },
  });
  return simple;
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

/**
 * Whether a function that starts nothing is one that callers wait for: it has a name by which they call it and which its callers are
 * found by, and it tells
 * errors from results.
 */
function isCallbackFunction(region: Region, fn: FunctionNode, continuation: Continuation): boolean {
  if (!continuation.parameter || handsOn(region, continuation)) return false;
  // What functions inside call as well is called more than once, or is no callback.
  if (isUsedInside(region, fn, continuation)) return false;
  if (keysOfFunction(region.context, fn).length === 0) return false;
  let found = false;
  walk(fn.body, {
    enter(node) {
      if (isFunctionNode(node)) return 'skip';
      if (isStatement(node)) found ||= tellsErrors(region, node);
      return undefined;
    },
  });
  return found;
}

const isUsedInside = ({ context }: Region, fn: FunctionNode, { names }: Continuation): boolean =>
  [...names].some(({ references }) =>
    references.some(({ identifier }) => context.parents.enclosingFunction(identifier) !== fn),
  );

/** Whether a function leaves its completion to somebody else on some path: then that is who decides when. */
function handsOn(region: Region, { names }: Continuation): boolean {
  const { parents } = region.context;
  return [...names].some((binding) =>
    binding.references.some(({ identifier }) => {
      const link = parents.get(identifier);
      return link?.parent.type === 'CallExpression' && link.key === 'arguments';
    }),
  );
}

/** `cb(new Error(…))`, `cb(null, v)`. */
function tellsErrors(region: Region, statement: Statement): boolean {
  const { mode, context } = region;
  if (mode.kind !== 'callback') return false;
  const completion = matchCompletion(context, statement, (binding) => mode.continuations.has(binding));
  if (!completion) return false;
  const { kind } = completionShape(region, completion.call.arguments, noFlow);
  return kind === 'throw' || kind === 'success';
}
