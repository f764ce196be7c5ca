import type { CallExpression, Identifier, Node, Statement } from '@babel/types';
import type { Operation } from '../../../analysis/operations/operation.js';
import { statementCall } from '../../../analysis/operations/operation.js';
import { Decline } from '../../decline.js';
import { line, spanOf, type Item } from '../../items.js';
import { cannotGoOn, waitWord } from '../timing/at-once.js';
import { awaitForm } from '../await/await-form.js';
import { isNullish, type Completion } from '../completions/completion.js';
import { completionShape } from '../completions/plan-completion.js';
import { replace, type Ends, type Flow, type Region, type StatementList } from '../regions/region.js';
import { commentsWithin } from '../statements/statement-items.js';
import type { DoneFunction } from './done-function.js';
import { isTrivialReturn, matchArrival, type Arrival } from './arrival.js';

/** Plans the statements from `index` on when they are the arrival of a call: the call ends there. */
export function planArrival(region: Region, list: StatementList, index: number, tail: boolean): boolean {
  const { items, context } = region;
  if (!items) return false;
  const arrival = matchArrival(context, items.counter, list, index);
  if (!arrival) return false;
  if (arrival.direction !== items.direction || arrival.end !== items.end)
    throw new Decline('counter-not-understood', arrival.statements[0]!, { name: items.counter.name });
  const dead = arrival.leaves ? [] : endOfList(region, list, index + arrival.statements.length, tail);
  const isFirst = items.arrivals.length === 0;
  items.arrivals.push(arrival);
  if (arrival.leaves && isFirst && arrival.join.statements.length > 0) {
    replaceArrival(region, arrival, [line('return')]);
    return true;
  }
  const test = arrival.statements.find(({ type }) => type === 'IfStatement')!;
  replace(region, test, [...(arrival.leaves ? [] : commentsOf(region, arrival, test, isFirst)), line('return')]);
  for (const statement of [...arrival.statements, ...dead]) if (statement !== test) replace(region, statement, []);
  return true;
}

/** The statements of an arrival as one: the join among them is planned for another place. */
export function replaceArrival(region: Region, { statements }: Arrival, items: readonly Item[]): void {
  const text = region.context.file.source.text;
  const isInline = statements.some(
    (each, index) => index > 0 && !text.slice(statements[index - 1]!.end!, each.start!).includes('\n'),
  );
  if (isInline && statements.length > 1)
    throw new Decline('counter-not-understood', statements[0]!, { name: region.items?.counter.name ?? 'the counter' });
  region.replacements.push({ start: statements[0]!.start!, end: statements.at(-1)!.end!, items, needsBlock: false });
}

/** What is left of the list must do nothing: a call that is not the last would run it. */
function endOfList(region: Region, list: StatementList, from: number, tail: boolean): Statement[] {
  const dead: Statement[] = [];
  for (const statement of list.statements.slice(from)) {
    if (statement.type === 'FunctionDeclaration' || statement.type === 'EmptyStatement') continue;
    if (!isTrivialReturn(statement) && statement.type !== 'BreakStatement')
      throw new Decline('code-after-completion', statement, { name: region.items!.counter.name });
    dead.push(statement);
    if (statement.type === 'ReturnStatement') return dead;
  }
  if (!tail)
    throw new Decline('code-after-completion', list.statements[from - 1]!, { name: region.items!.counter.name });
  return dead;
}

/** Comments of the join are kept with it; those of what goes stand at the end of the call. */
function commentsOf(region: Region, { join }: Arrival, test: Statement, keepsJoin: boolean): Item[] {
  return commentsWithin(region, spanOf(test))
    .filter((comment) => !keepsJoin || comment.start! < join.span.start || comment.end! > join.span.end)
    .map((comment) => ({ kind: 'comment', span: spanOf(comment) }));
}

/** A completion inside a call that runs beside others: an error ends the function, anything else only the call. */
export function planItemCompletion(
  region: Region,
  statement: Statement,
  { call, returned, optional }: Completion,
  tail: boolean,
  flow: Flow,
): Ends {
  if (!returned && !tail)
    throw new Decline('code-after-completion', statement, { name: (call.callee as Identifier).name });
  if (optional) region.tolerant = true;
  const callee = call.callee as Identifier;
  region.consumed.add(callee);
  const done = region.items!.done.get(region.context.scopes.bindingOf(callee)!);
  if (done) region.items!.arrivals.push(done.arrival);
  if (!call.arguments.slice(1).every(isInert)) throw new Decline('item-completes-function', statement, {});
  replace(region, statement, itemEnd(region, statement, done !== undefined, call, flow));
  return 'always';
}

/** What the end of a call becomes. */
function itemEnd(region: Region, node: Node, ownEnd: boolean, call: CallExpression, flow: Flow): Item[] {
  const shape = completionShape(region, ownEnd ? call.arguments.slice(0, 1) : call.arguments, flow);
  if (shape.kind === 'throw') {
    if (flow.guarded) throw new Decline('error-completion-in-try', node, {});
    region.items!.throwing.set(node, true);
    return [line('throw ', shape.error)];
  }
  if (!ownEnd) throw new Decline('item-completes-function', node, {});
  if (isNullish(call.arguments[0]) || shape.kind === 'bare' || (shape.kind === 'success' && shape.values.length === 0))
    return [line('return')];
  if (shape.kind !== 'exact' || shape.args.length !== 1 || !isName(region, shape.args[0]!))
    throw new Decline('item-completes-function', node, {});
  if (flow.guarded) throw new Decline('error-completion-in-try', node, {});
  region.items!.throwing.set(node, true);
  return [line('if (', shape.args[0]!, ') throw ', shape.args[0]!), line('return')];
}

function isName(region: Region, part: unknown): boolean {
  const { start, end } = part as { start?: number; end?: number };
  return start !== undefined && /^[\w$]+$/.test(region.context.file.source.text.slice(start, end));
}

/** `done(err)` where `done` does something for each call: it stays a call. */
export function tallyCall(
  region: Region,
  statement: Statement,
): { call: CallExpression; done: DoneFunction } | undefined {
  const call = region.items && statementCall(statement)?.call;
  if (call?.callee.type !== 'Identifier') return undefined;
  const binding = region.context.scopes.bindingOf(call.callee);
  const done = binding && region.items!.done.get(binding);
  return done?.kind === 'tally' ? { call, done } : undefined;
}

export function planTallyCall(
  region: Region,
  statement: Statement,
  { call, done }: { call: CallExpression; done: DoneFunction },
  tail: boolean,
): Ends {
  if (statement.type !== 'ReturnStatement' && !tail)
    throw new Decline('code-after-completion', statement, { name: done.binding.name });
  region.consumed.add(call.callee as Identifier);
  region.items!.arrivals.push(done.arrival);
  const stays = done.prefix.length > 0 || !call.arguments.every((argument) => isInert(argument));
  replace(region, statement, stays ? [line(spanOf(call)), line('return')] : [line('return')]);
  return 'always';
}

const isInert = (node: Node): boolean => node.type === 'Identifier' || /Literal$/.test(node.type);

/** `op(item, done)`: the call ends with the operation. */
export function planItemForward(region: Region, statement: Statement, operation: Operation): Ends | undefined {
  const argument = operation.call.arguments[operation.at]!;
  if (!region.items || argument.type !== 'Identifier') return undefined;
  const binding = region.context.scopes.bindingOf(argument);
  const done = binding && region.items.done.get(binding);
  if (!done) {
    if (operation.receiver.kind === 'continuation') throw new Decline('item-completes-function', argument, {});
    return undefined;
  }
  region.consumed.add(argument);
  region.items.arrivals.push(done.arrival);
  if (done.kind === 'errors') {
    replace(region, statement, [
      line(waitWord(region), ...awaitForm(region, operation, 'value').parts),
      line('return'),
    ]);
    return 'always';
  }
  if (region.atOnce && done.prefix.length > 0) throw cannotGoOn(argument);
  const { parts } = awaitForm(region, operation, 'arguments');
  const step =
    done.prefix.length > 0
      ? line(spanOf(argument), '(...(', waitWord(region), ...parts, '))')
      : line(waitWord(region), ...parts);
  replace(region, statement, [step, line('return')]);
  return 'always';
}

/** A `return` without an arrival: fine where the function has failed already, or where the call was not counted yet. */
export function mayReturnUncounted(region: Region, statement: Statement, flow: Flow): boolean {
  const { items } = region;
  if (!items || !isTrivialReturn(statement)) return false;
  if (items.raise && statement.end! <= items.raise.start!) return true;
  return [...items.flags].some((flag) => flow.truthy.has(flag));
}

/** True when a statement is part of an arrival, or ends a call in another way. */
export function endsItem(region: Region, statement: Node): boolean {
  const { items, context } = region;
  if (!items) return false;
  if (statement.type === 'ExpressionStatement' || statement.type === 'ReturnStatement')
    if (tallyCall(region, statement)) return true;
  const node = statement.type === 'IfStatement' ? statement.test : statement;
  return context.scopes.referencesIn(node).some(({ binding }) => binding === items.counter);
}
