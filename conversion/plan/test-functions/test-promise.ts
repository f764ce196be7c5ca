import type { CallExpression, Expression, Identifier, Node, Statement } from '@babel/types';
import { handlerOf, type Handler } from '../../../analysis/handler.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import { outerSpan } from '../../../syntax/outer-span.js';
import { findOwn, isFunctionNode } from '../../../syntax/walk.js';
import { line, spanOf } from '../../items.js';
import { bindValues } from '../names/bind-values.js';
import { checkHandler } from '../operations/handler-checks.js';
import type { Host } from '../names/host.js';
import { planList } from '../statements/plan-list.js';
import { blockList, replace, type Ends, type Flow, type Region } from '../regions/region.js';
import { listItems } from '../statements/statement-items.js';
import { strayComments } from '../statements/stray-comments.js';
import { ended } from './test-completion.js';

/** The last `then` of a promise by which a test ends. */
interface PromiseEnd {
  readonly then: CallExpression;
  readonly promise: Expression;
  /** The uses of the test's callback that get a rejection: `await` throws it. */
  readonly failures: readonly Identifier[];
}

/**
 * `load(p).then(function (v) { …; done(); }).catch(done);`, `load(p).then(() => done(), done);`: the last thing that a test
 * does is to wait for a promise. A rejection that nobody looks at fails a test as well.
 *
 * @returns `undefined` for any other statement
 */
export function planPromiseEnd(
  region: Region,
  statement: Statement,
  tail: boolean,
  flow: Flow,
  host: Host,
): Ends | undefined {
  if (region.mode.kind !== 'callback' || !region.mode.test || !tail || statement.type !== 'ExpressionStatement')
    return undefined;
  const end = promiseEnd(region, statement.expression);
  const [first] = end?.then.arguments ?? [];
  if (!end || !first) return undefined;
  const callback = callbackIn(region, first);
  const handler = callback ? undefined : handlerOf(region.context, first);
  if (callback ? !givesNothing(end.promise) : handler?.fn !== first || handler.fn.params.length > 1) return undefined;
  for (const identifier of [...end.failures, ...(callback ? [callback] : [])]) region.consumed.add(identifier);
  return callback ? waitFor(region, statement, end) : inline(region, statement, end, handler!, flow, host);
}

function promiseEnd(region: Region, expression: Expression): PromiseEnd | undefined {
  const caught = linkOf(expression, 'catch');
  const failure = caught && failureIn(region, caught.call.arguments);
  const last = caught ? failure && linkOf(caught.object, 'then') : linkOf(expression, 'then');
  if (!last) return undefined;
  const [, second] = last.call.arguments;
  const rejected = second && failureIn(region, [second]);
  if (last.call.arguments.length > 2 || (second && !rejected)) return undefined;
  return { then: last.call, promise: last.object, failures: [failure, rejected].filter((one) => one !== undefined) };
}

/** `promise.then(…)`. */
function linkOf(node: Node, name: string): { call: CallExpression; object: Expression } | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || node.callee.computed)
    return undefined;
  const { object, property } = node.callee;
  const isLink = property.type === 'Identifier' && property.name === name && object.type !== 'Super';
  return isLink ? { call: node, object } : undefined;
}

/** `done`, `done.fail`, `(err) => done(err)`: what a rejection is handed to. */
function failureIn(region: Region, args: readonly Node[]): Identifier | undefined {
  const [only, ...others] = args;
  if (!only || others.length > 0) return undefined;
  if (only.type === 'MemberExpression' && !only.computed)
    return only.property.type === 'Identifier' && only.property.name === 'fail'
      ? callbackIn(region, only.object)
      : undefined;
  return callbackIn(region, only) ?? passedOn(region, only);
}

function callbackIn({ mode, context }: Region, node: Node): Identifier | undefined {
  if (node.type !== 'Identifier' || mode.kind !== 'callback') return undefined;
  const binding = context.scopes.bindingOf(node);
  return binding && mode.continuations.has(binding) ? node : undefined;
}

/** A function that does nothing but hand its argument on. */
function passedOn(region: Region, fn: Node): Identifier | undefined {
  if (!isFunctionNode(fn) || fn.async || fn.generator || fn.params.length !== 1) return undefined;
  const [only, ...others] = blockList(fn.body).statements;
  const call =
    only?.type === 'ExpressionStatement'
      ? only.expression
      : only?.type === 'ReturnStatement'
        ? only.argument
        : undefined;
  if (call?.type !== 'CallExpression' || others.length > 0 || call.arguments.length !== 1) return undefined;
  const [[error], [param]] = [call.arguments, fn.params];
  const isSame = error?.type === 'Identifier' && param?.type === 'Identifier' && error.name === param.name;
  return isSame ? callbackIn(region, call.callee) : undefined;
}

/** `.then((v) => { assert(v); })` resolves with nothing, which a callback takes for no error. */
function givesNothing(promise: Node): boolean {
  const fn = linkOf(promise, 'then')?.call.arguments[0];
  if (!isFunctionNode(fn) || fn.async || fn.generator || fn.body.type !== 'BlockStatement') return false;
  return findOwn(fn.body, (node) => node.type === 'ReturnStatement' && node.argument != null) === undefined;
}

function waitFor(region: Region, statement: Statement, { promise }: PromiseEnd): Ends {
  const whole = outerSpan(region.context.file, promise);
  region.completions.push(ended());
  const comments = strayComments(region, spanOf(statement), [whole]);
  replace(region, statement, [...comments, line('await ', whole), line('return')]);
  return 'always';
}

function inline(
  region: Region,
  statement: Statement,
  { then, promise }: PromiseEnd,
  handler: Handler,
  flow: Flow,
  host: Host,
): Ends {
  const { fn } = handler;
  const operation: Operation = {
    call: { ...then, arguments: [fn as Expression] },
    callee: { kind: 'unknown', name: 'then', node: then.callee },
    at: 0,
    receiver: { kind: 'handler', handler },
    kind: 'value',
  };
  checkHandler(region, operation, handler);
  region.inlined.add(fn);
  const whole = outerSpan(region.context.file, promise);
  const list = blockList(fn.body);
  const comments = strayComments(region, spanOf(statement), [whole, ...fn.params.map(spanOf), spanOf(fn.body)]);
  const values = bindValues(region, operation, fn, host);
  const ends = planList(region, list, true, flow, host);
  replace(region, statement, [...comments, values.declare(['await ', whole]), ...listItems(region, list)]);
  return ends;
}
