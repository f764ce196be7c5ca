import type { Identifier, Node, Statement } from '@babel/types';
import { usesArguments, usesThis } from '../../../syntax/function-facts.js';
import type { Binding } from '../../../syntax/scope.js';
import { Decline } from '../../decline.js';
import { spanOf, type Item, type Span } from '../../items.js';
import { checkContinuationFunctions } from '../completions/continuation-function.js';
import type { Host } from '../names/host.js';
import { replace, type Region, type StatementList } from '../regions/region.js';
import { commentsWithin } from '../statements/statement-items.js';
import type { ItemCount } from './count-items.js';
import { flagStatements, type DoneFunction } from './done-function.js';
import type { FanOut } from './find-fan-out.js';
import { dropVariable } from './drop-variable.js';
import { replaceArrival } from './item-ends.js';
import { joinText, type Arrival } from './arrival.js';
import { isEmptyTestOf } from './zero-items.js';
import { isWithin } from '../../../syntax/within.js';

export interface Join {
  /** What runs once, after all calls. */
  readonly list: StatementList;
  /** Comments of functions that are gone. */
  readonly comments: readonly Item[];
}

/** After the calls have been planned: they must all go on in the same way, and nothing else may use the counter. */
export function settleJoin(region: Region, inner: Region, fan: FanOut, count: ItemCount, host: Host): Join {
  const arrivals = [...new Set(inner.items!.arrivals)];
  const [first, ...others] = arrivals;
  const misunderstood = (node: Node) => new Decline('counter-not-understood', node, { name: fan.counter.name });
  if (!first) throw misunderstood(fan.list.statements[fan.index]!);
  const text = joinText(region.context, first.join);
  for (const other of [
    ...others.map(({ join }) => join),
    ...count.closing.map(({ consequent }) => listOf(consequent)),
  ]) {
    if (joinText(region.context, other) !== text) throw misunderstood(other.statements[0] ?? first.statements[0]!);
    other.statements.forEach((statement) => consumeAll(region, statement));
  }
  mergeContinuations(region, inner);
  const comments = [...fan.done.values()].flatMap((done) => removeDone(region, inner, done, first));
  const rest = dropFlags(region, inner, fan, first);
  moveJoin(region, fan, count, first, host);
  removeCounter(region, fan, count, arrivals, joinText(region.context, rest));
  return { list: first.join, comments };
}

const listOf = (body: Statement): StatementList =>
  body.type === 'BlockStatement'
    ? { statements: body.body, span: { start: body.start! + 1, end: body.end! - 1 } }
    : { statements: [body], span: spanOf(body) };

/** @param except what is planned on its own */
function consumeAll(region: Region, node: Node, except?: Span): void {
  for (const { identifier } of region.context.scopes.referencesIn(node)) {
    const isExcepted = except && isWithin(identifier, except);
    if (!isExcepted) region.consumed.add(identifier);
  }
}

/** A local function that ends calls can't serve outside of them as well. */
function mergeContinuations(region: Region, inner: Region): void {
  checkContinuationFunctions(inner);
  for (const fn of inner.continuationFunctions.keys()) {
    if (region.continuationFunctions.has(fn))
      throw new Decline('continuation-function-escapes', fn, { name: 'a function' });
    region.continuationFunctions.set(fn, 'item');
  }
}

/** Of a function that ended each call, only what it did for each call is left. */
function removeDone(region: Region, inner: Region, done: DoneFunction, kept: Arrival): Item[] {
  const { binding, fn, arrival, prefix, flag } = done;
  if (!inner.items!.arrivals.includes(arrival)) {
    if (binding.references.length > 0) throw new Decline('continuation-function-escapes', fn, { name: binding.name });
    return [];
  }
  const open = binding.references.find(({ identifier }) => !region.consumed.has(identifier as Identifier));
  if (open) throw new Decline('continuation-function-escapes', open.identifier, { name: binding.name });
  if (prefix.length > 0) {
    replaceArrival(region, arrival, []);
    return [];
  }
  consumeAll(region, fn, arrival === kept ? arrival.join.span : undefined);
  region.inlined.add(fn);
  const { parents } = region.context;
  const declarator = parents.get(fn)?.parent;
  const declaration = fn.type === 'FunctionDeclaration' ? fn : declarator && parents.get(declarator)?.parent;
  if (
    fn.type !== 'FunctionDeclaration' &&
    !(declaration?.type === 'VariableDeclaration' && declaration.declarations.length === 1)
  )
    throw new Decline('handler-among-variables', fn, {});
  replace(region, declaration!, []);
  if (flag) {
    flagStatements(region, kept.join, flag).forEach((statement) => replace(region, statement, []));
    dropVariable(region, flag);
  }
  return commentsWithin(region, spanOf(declaration!))
    .filter(
      (comment) => arrival !== kept || comment.start! < arrival.join.span.start || comment.end! > arrival.join.span.end,
    )
    .map((comment) => ({ kind: 'comment', span: spanOf(comment) }));
}

/** `done = true;` where all calls are done: only they would ask for it. @returns what is left of the join */
function dropFlags(region: Region, inner: Region, { list, index }: FanOut, { join }: Arrival): StatementList {
  const start = list.statements[index]!;
  const gone = [...inner.items!.flags]
    .filter((flag) => flag.references.every(({ identifier }) => isWithin(identifier, start)))
    .flatMap((flag) => flagStatements(region, join, flag));
  for (const statement of gone) replace(region, statement, []);
  return { ...join, statements: join.statements.filter((statement) => !gone.includes(statement)) };
}

/** What the join uses must mean the same behind the calls; what it declares moves along. */
function moveJoin(region: Region, fan: FanOut, count: ItemCount, { join }: Arrival, host: Host): void {
  const { scopes } = region.context;
  const isIn = (node: Node): boolean => isWithin(node, join.span);
  checkOwnThis(region, fan, join.statements[0]);
  host.spans.push(join.span);
  const items = [...region.continuationFunctions].flatMap(([fn, state]) => (state === 'item' ? [fn as Node] : []));
  const gone = [...count.starters, ...[...fan.done.values()].map(({ fn }) => fn as Node), ...items];
  const moved = new Set<Binding>();
  for (const statement of join.statements) {
    const scope = scopes.scopeOf(statement);
    for (
      let around: typeof scope | undefined = scope;
      around && gone.some((node) => isWithin(around!, node));
      around = around.parent
    )
      for (const binding of around.bindings.values()) {
        const inside = binding.declarations.filter(isIn);
        const outside = [...binding.declarations, ...binding.references.map(({ identifier }) => identifier)].find(
          (node) => !isIn(node),
        );
        // A `var` that declares a parameter of the call again, or that the call uses, is a variable of the call.
        if (inside.length > 0 && outside)
          throw new Decline('counter-not-understood', inside[0]!, { name: fan.counter.name });
        if (inside.length > 0) moved.add(binding);
      }
    for (const { binding, identifier } of scopes.referencesIn(statement)) {
      if (!binding || moved.has(binding) || binding.declarations.every(isIn)) continue;
      const { scope: own } = binding;
      if (gone.some((node) => isWithin(own, node)))
        throw new Decline('counter-not-understood', identifier, { name: fan.counter.name });
    }
  }
  // In a block, a function of sloppy code is visible outside of it as well.
  for (const binding of moved) region.names.place(binding, host, binding.kind === 'var' || binding.kind === 'function');
}

/** `this` and `arguments` of a function that ends a call are not those of the function around the calls. */
function checkOwnThis({ context }: Region, fan: FanOut, first: Statement | undefined): void {
  const around = context.parents.enclosingFunction(fan.list.statements[fan.index]!);
  let fn = first && context.parents.enclosingFunction(first);
  for (; fn && fn !== around; fn = context.parents.enclosingFunction(fn)) {
    if (fn.type === 'ArrowFunctionExpression') continue;
    if (usesThis(fn) || usesArguments(fn)) throw new Decline('counter-not-understood', fn, { name: fan.counter.name });
  }
}

/** Tests of an empty list may stay; a test that does the same as the join is not needed any more. */
function removeCounter(
  region: Region,
  fan: FanOut,
  count: ItemCount,
  arrivals: readonly Arrival[],
  text: string,
): void {
  const { counter } = fan;
  const removed: Node[] = [...arrivals.flatMap(({ statements }) => statements), ...count.closing];
  if (count.raise) removed.push(count.raise);
  const isRemoved = (node: Node): boolean => removed.some((part) => isWithin(node, part));
  const inJoin = arrivals.some(({ join }) =>
    counter.references.some(({ identifier }) => isWithin(identifier, join.span)),
  );
  const left = counter.references.filter(({ identifier }) => !isRemoved(identifier));
  const guards = left.map(({ identifier }) => isEmptyTestOf(region, identifier, counter));
  const odd = left.find((_, index) => !guards[index]);
  if (odd || inJoin)
    throw new Decline('counter-not-understood', odd?.identifier ?? fan.list.statements[fan.index]!, {
      name: counter.name,
    });
  const needless = guards.filter((guard) => guard && isNeedless(region, guard, text));
  for (const guard of needless) replace(region, guard!, []);
  if (needless.length === guards.length) dropVariable(region, counter);
}

function isNeedless(region: Region, guard: Statement & { type: 'IfStatement' }, text: string): boolean {
  const isPlanned = region.replacements.some((replacement) => isWithin(replacement, guard));
  if (!isPlanned || guard.alternate || commentsWithin(region, spanOf(guard)).length > 0) return false;
  return joinText(region.context, listOf(guard.consequent)) === text;
}
