import type { Expression, Node, Statement } from '@babel/types';
import type { Handler } from '../../../analysis/handler.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import type { Binding } from '../../../syntax/scope.js';
import { spanOf } from '../../items.js';
import { awaitForm } from '../await/await-form.js';
import { checkCallee } from '../operations/handler-checks.js';
import type { Executor } from './executor.js';
import { blockList, type Region } from '../regions/region.js';
import { operationIn } from '../statements/relevance.js';
import { commentsWithin } from '../statements/statement-items.js';

/**
 * An executor that consists of one operation, whose handler does nothing but settle the promise, is that operation.
 *
 * @returns false when it does more
 */
export function planSettling(region: Region, executor: Executor): boolean {
  const { statements } = blockList(executor.fn.body);
  const [only] = statements;
  const operation = statements.length === 1 ? operationIn(region, only!)?.operation : undefined;
  if (!operation || operation.kind !== 'error-first' || operation.receiver.kind !== 'handler') return false;
  const { handler } = operation.receiver;
  if (handler.binding || !handler.transparent || handler.fn.async || handler.fn.generator) return false;
  if (!settles(region, executor, operation, handler)) return false;
  if (!isSafe(region, executor, operation) || hasComments(region, executor, operation)) return false;
  checkCallee(region, operation);
  const form = awaitForm(region, operation, 'value');
  const isTyped = executor.promise.typeParameters != null;
  if (form.rung === 'bridge' && (isTyped || operation.at !== operation.call.arguments.length - 1)) return false;
  region.operations.push(operation);
  region.inlined.add(executor.fn);
  region.inlined.add(handler.fn);
  region.replacements.push({ ...spanOf(executor.promise), items: [], needsBlock: false, inline: form.parts });
  return true;
}

/** `if (err) reject(err); else resolve(v);` in any spelling. What is called behind the `reject` does nothing any more. */
export function settles(region: Region, executor: Executor, operation: Operation, { fn }: Handler): boolean {
  const [error, value, ...others] = fn.params.map((param) =>
    param.type === 'Identifier' ? region.context.scopes.bindingOf(param) : undefined,
  );
  if (!error || others.length > 0 || (fn.params.length === 2 && !value)) return false;
  const givesNothing = operation.callee.kind === 'builtin' && operation.callee.entry.values.length === 0;
  const rejects = (node: Node | null | undefined): boolean => isCall(region, node, executor.reject, error);
  const resolves = (node: Node | null | undefined): boolean =>
    value
      ? isCall(region, node, executor.resolve, value)
      : givesNothing && isCall(region, node, executor.resolve, undefined);
  const { statements } = blockList(fn.body);
  const test = conditionOf(statements[0]);
  if (!test || statements.length > 2) return false;
  const isError = isName(region, test.test, error);
  const isNone =
    test.test.type === 'UnaryExpression' && test.test.operator === '!' && isName(region, test.test.argument, error);
  if (isNone) return statements.length === 1 && resolves(test.consequent) && rejects(test.alternate);
  if (!isError || !rejects(test.consequent)) return false;
  return statements.length === 1 ? resolves(test.alternate) : test.alternate == null && resolves(statements[1]);
}

/** `if (err) …; else …`, `err ? … : …`. */
function conditionOf(
  statement: Statement | undefined,
): { test: Expression; consequent: Node; alternate?: Node | null } | undefined {
  if (statement?.type === 'IfStatement') return { ...statement, alternate: statement.alternate ?? null };
  const value =
    statement?.type === 'ExpressionStatement'
      ? statement.expression
      : statement?.type === 'ReturnStatement'
        ? statement.argument
        : undefined;
  return value?.type === 'ConditionalExpression' ? value : undefined;
}

/** `resolve(v)`, `return resolve(v);`, `{ resolve(v); return; }`. */
function isCall(
  region: Region,
  node: Node | null | undefined,
  settle: Binding | undefined,
  value: Binding | undefined,
): boolean {
  if (node?.type === 'BlockStatement') {
    const [only, bare, ...others] = node.body;
    const isBare = !bare || (bare.type === 'ReturnStatement' && !bare.argument);
    return others.length === 0 && isBare && isCall(region, only, settle, value);
  }
  const call =
    node?.type === 'ExpressionStatement' ? node.expression : node?.type === 'ReturnStatement' ? node.argument : node;
  if (call?.type !== 'CallExpression' || !settle || !isName(region, call.callee, settle)) return false;
  if (!value) return call.arguments.length === 0;
  return call.arguments.length === 1 && isName(region, call.arguments[0]!, value);
}

const isName = ({ context }: Region, node: Node, binding: Binding): boolean =>
  node.type === 'Identifier' && context.scopes.bindingOf(node) === binding;

/** What an executor throws rejects its promise: without the executor nothing may throw while the call is prepared. */
function isSafe({ context }: Region, { promise }: Executor, { call, at }: Operation): boolean {
  const link = context.parents.get(promise);
  const around = context.parents.enclosingFunction(promise);
  if (around?.async && (link?.parent.type === 'AwaitExpression' || link?.parent.type === 'ReturnStatement'))
    return true;
  const { callee } = call;
  const object = callee.type === 'MemberExpression' ? callee.object : callee;
  return isInert(object) && call.arguments.slice(0, at).every(isInert);
}

/** What does nothing when it is computed, and cannot fail. */
export function isInert(node: Node): boolean {
  switch (node.type) {
    case 'MemberExpression':
      return node.object.type === 'ThisExpression' && !node.computed;
    case 'ObjectExpression':
      return node.properties.every(
        (property) => property.type === 'ObjectProperty' && !property.computed && isInert(property.value),
      );
    case 'LogicalExpression':
      return isInert(node.left) && isInert(node.right);
    case 'UnaryExpression':
      return /^(?:!|typeof|void)$/.test(node.operator) && isInert(node.argument);
    case 'ArrayExpression':
      return node.elements.every((element) => element !== null && isInert(element));
    default:
      return /^(?:Identifier|ThisExpression|(?:String|Numeric|Boolean|Null|RegExp)Literal|(?:Arrow)?FunctionExpression)$/.test(
        node.type,
      );
  }
}

/** Comments between the parts that go would be lost. */
function hasComments(region: Region, { promise }: Executor, { call, at }: Operation): boolean {
  const before = call.arguments[at - 1];
  const kept = { start: call.callee.start!, end: (before ?? call.callee).end! };
  return commentsWithin(region, spanOf(promise)).some(({ start, end }) => start! < kept.start || end! > kept.end);
}
