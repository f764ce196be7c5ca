import type { BlockStatement, Identifier, Node, Statement } from '@babel/types';
import type { HandlerFunction } from '../../analysis/handler.js';
import type { Operation } from '../../analysis/operation.js';
import { Decline } from '../decline.js';
import { spanOf, type Item, type Part, type Span } from '../items.js';
import { awaitForm, promiseConvention } from './await-form.js';
import { planContinuationFunction } from './continuation-function.js';
import { checkCallee, checkHandler } from './handler-checks.js';
import { errorPlan } from './error-paths.js';
import { planItemForward } from './fan-out/item-ends.js';
import type { Host } from './host.js';
import { planDetached, planPending } from './non-tail.js';
import { replace, type Ends, type Flow, type Region } from './region.js';
import { requireCompletion } from './plan-list.js';
import { planTimer } from './plan-timer.js';
import { headComments } from './stray-comments.js';

export interface StatementOperation {
  readonly operation: Operation;
  readonly returned: boolean;
}

/** Turns `op(a, function (err, v) { … })` into `const v = await op(a); …`. */
export function planOperation(
  region: Region,
  statement: Statement,
  { operation, returned }: StatementOperation,
  tail: boolean,
  flow: Flow,
  host: Host,
): Ends {
  if (!returned && !tail) {
    return region.mode.kind === 'detached'
      ? planDetached(region, statement, operation, host)
      : planPending(operation, statement);
  }
  const ends = planAwaited(region, statement, operation, flow, host);
  return tail || ends === 'always' ? ends : leaveAfter(region, statement);
}

/** `return op(…)` in front of other statements: what the handler leaves open must not run into them. */
function leaveAfter(region: Region, statement: Statement): Ends {
  requireCompletion(region, 'never', statement, 'this return');
  const at = region.replacements.findLastIndex(({ start, end }) => start === statement.start && end === statement.end);
  const planned = region.replacements[at]!;
  region.replacements[at] = { ...planned, items: [...planned.items, { kind: 'line', parts: ['return'] }] };
  return 'always';
}

function planAwaited(region: Region, statement: Statement, operation: Operation, flow: Flow, host: Host): Ends {
  checkCallee(region, operation);
  region.operations.push(operation);
  if (operation.kind === 'timer') return planTimer(region, statement, operation, flow, host);
  const itemEnds = planItemForward(region, statement, operation);
  if (itemEnds) return itemEnds;
  if (operation.receiver.kind === 'continuation') return forward(region, statement, operation);
  const { handler } = operation.receiver;
  checkHandler(region, operation, handler);
  if (handler.binding && !isOnlyUse(region, handler.binding.references.length, handler.fn, operation.call, host)) {
    return callHandler(region, statement, operation, handler.fn, handler.argument as Identifier, host);
  }
  const comments = handler.binding
    ? adoptNamedHandler(region, handler.fn, host)
    : headComments(region, operation, handler.fn);
  if (handler.binding) region.consumed.add(handler.argument as Identifier);
  region.inlined.add(handler.fn);
  const { items, ends } = errorPlan(region, operation, handler.fn, flow, host);
  replace(region, statement, [...comments, ...items]);
  return ends;
}

/** `io(p, cb)`: the result of the operation is the result of the function. */
function forward(region: Region, statement: Statement, operation: Operation): Ends {
  const { argument } = { argument: operation.call.arguments[operation.at] as Identifier };
  region.consumed.add(argument);
  const convention = promiseConvention(region, operation);
  const count = convention === undefined ? 'exact' : ({ void: -1, null: 0, value: 1, values: 2 } as const)[convention];
  const exact = () => awaitForm(region, operation, 'arguments').parts;
  const direct = count === 'exact' ? undefined : awaitForm(region, operation, count === 2 ? 'values' : 'value');
  const { callee } = operation;
  const isUniform = callee.kind !== 'local' || region.locals.get(callee.fn)?.uniform !== false;
  const usable = direct?.cleanErrors === true && count !== 2 && isUniform;
  const pending = {
    parts: [] as Part[],
    shape: { kind: 'forward', value: usable ? direct.parts : exact(), values: usable ? count : 'exact' } as const,
  };
  region.completions.push(pending);
  replace(region, statement, [{ kind: 'line', parts: pending.parts }]);
  return 'always';
}

/** A handler that is used in one place only can stand there. */
function isOnlyUse(region: Region, references: number, fn: HandlerFunction, call: Node, host: Host): boolean {
  if (references !== 1 || fn.body.type !== 'BlockStatement') return false;
  return !region.names.wouldCapture(fn, host) && meansTheSame(region, fn, call);
}

/** Every outer variable that the handler uses must be the one of that name where the operation stands. */
function meansTheSame(region: Region, fn: HandlerFunction, call: Node): boolean {
  const { scopes } = region.context;
  const place = scopes.scopeOf(call);
  return scopes.referencesIn(fn).every(({ identifier, binding }) => {
    if (binding && fn.start! <= binding.scope.start && binding.scope.end <= fn.end!) return true;
    return scopes.lookup(place, identifier.name) === binding;
  });
}

/** Takes a named handler away from where it was declared. @returns the comments above it, which go along */
function adoptNamedHandler(region: Region, fn: HandlerFunction, host: Host): Item[] {
  for (let each: Host | undefined = host; each; each = each.parent) each.spans.push(spanOf(fn));
  const declared = declarationOf(region, fn);
  if (!declared) return [];
  const comments = commentsAbove(region, declared);
  const start = comments[0]?.start ?? declared.start!;
  region.replacements.push({ start, end: declared.end!, items: [], needsBlock: false });
  return comments.map((span) => ({ kind: 'comment', span }));
}

/** The statement that consists of the declaration of a function. */
function declarationOf(region: Region, fn: HandlerFunction): Node | undefined {
  if (fn.type === 'FunctionDeclaration') return fn;
  const declarator = region.context.parents.get(fn)?.parent;
  if (declarator?.type !== 'VariableDeclarator') return undefined;
  const declaration = region.context.parents.get(declarator)?.parent;
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length !== 1) {
    throw new Decline('handler-among-variables', declarator, {});
  }
  return declaration;
}

/** Comments on lines of their own, right above a statement. */
function commentsAbove(region: Region, node: Node): Span[] {
  const { text } = region.context.file.source;
  const found: Span[] = [];
  let start = node.start!;
  for (const comment of (region.context.file.ast.comments ?? []).toReversed()) {
    if (comment.end! > start) continue;
    const isAdjacent = /^\s*$/.test(text.slice(comment.end, start)) && !/\n\s*\n/.test(text.slice(comment.end, start));
    const lineStart = text.lastIndexOf('\n', comment.start! - 1) + 1;
    if (!isAdjacent || text.slice(lineStart, comment.start).trim() !== '') break;
    found.unshift(spanOf(comment));
    start = comment.start!;
  }
  return found;
}

/** A handler used in several places becomes an async function that is called with the result. */
function callHandler(
  region: Region,
  statement: Statement,
  operation: Operation,
  fn: HandlerFunction,
  name: Identifier,
  host: Host,
): Ends {
  if (region.mode.kind === 'detached') throw new Decline('handler-shared', name, { name: name.name });
  region.consumed.add(name);
  planContinuationFunction(region, fn, host);
  const form = awaitForm(region, operation, 'arguments');
  const items: Item[] = [{ kind: 'line', parts: ['return ', spanOf(name), '(...(await ', ...form.parts, '))'] }];
  replace(region, statement, items);
  return 'always';
}

export const bodyOf = (fn: HandlerFunction): BlockStatement => fn.body as BlockStatement;
