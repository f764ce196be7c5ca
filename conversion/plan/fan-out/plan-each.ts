import type { Function as FunctionNode } from '@babel/types';
import { usesArguments, usesThis } from '../../../syntax/function-facts.js';
import { outerSpan } from '../../../syntax/outer-span.js';
import { Decline } from '../../decline.js';
import { spanOf, type Item, type Part, type Span } from '../../items.js';
import { cannotGoOn, startedBody, waitForAll } from '../timing/at-once.js';
import { planContinuationFunction } from '../completions/continuation-function.js';
import { hoistShared } from '../functions/shared-variables.js';
import type { Host } from '../names/host.js';
import { NamePlan } from '../names/name-plan.js';
import { planList, requireCompletion } from '../statements/plan-list.js';
import { blockList, noFlow, type Region, type StatementList } from '../regions/region.js';
import { listItems } from '../statements/statement-items.js';
import { withoutTrailingReturn } from '../leftovers/trailing-return.js';
import { soleAwait } from './sole-await.js';
import type { ItemLoop } from './starters.js';

/** `items.forEach(function (item) { … })` becomes `await Promise.all(items.map(async (item) => { … }))`. */
export function planEach(region: Region, inner: Region, loop: ItemLoop & { kind: 'each' }): Item[] {
  const { call, callee, fn, name } = loop;
  const wait = waitForAll(region);
  const head: Part[] = [wait.head, { start: call.start!, end: callee.property.start! }, 'map('];
  const [first, second] = call.arguments;
  const { file } = region.context;
  const rest: Part[] = second
    ? [{ start: outerSpan(file, first!).end, end: outerSpan(file, call.arguments.at(-1)!).end }, `)${wait.end}`]
    : [`)${wait.end}`];
  if (name) {
    // The generator that it became would not have started yet.
    if (region.atOnce) throw cannotGoOn(call);
    if (first!.type === 'Identifier') region.consumed.add(first);
    planContinuationFunction(inner, fn, region.rootHost);
    return [{ kind: 'line', parts: [...head, spanOf(first!), ...rest] }];
  }
  region.inlined.add(fn);
  // The generator stands within the function that has the parameters: a `var` of their name would be another variable.
  if (region.atOnce) hoistShared(inner, fn, blockList(fn.body));
  const body = planCall(inner, fn, blockList(fn.body));
  const alone = fn.params.every(({ type }) => type === 'Identifier') ? soleAwait(inner, body) : undefined;
  const arrow = arrowHead(region, fn);
  if (alone && arrow) return [{ kind: 'line', parts: [...head, ...arrow, ' ', ...alone, ...rest] }];
  if (region.atOnce) {
    if (!arrow) throw cannotGoOn(call);
    const own = startedBody(inner, [fn.body]);
    return [
      { kind: 'braced', clauses: [{ head: [...head, ...arrow, ' ', ...own.head], body }], end: [own.end, ...rest] },
    ];
  }
  return [{ kind: 'braced', clauses: [{ head: [...head, ...functionHead(region, fn)], body }], end: rest }];
}

/** The head of the function as an async one; an arrow where nothing tells the difference. */
function functionHead(region: Region, fn: FunctionNode): Part[] {
  const { text } = region.context.file.source;
  return ['async ', ...(arrowHead(region, fn) ?? headFrom(text, fn, fn.start!))];
}

/** `(item, i) =>`, when nothing in the function tells an arrow from it. */
function arrowHead(region: Region, fn: FunctionNode): Part[] | undefined {
  const { text } = region.context.file.source;
  if (fn.type === 'ArrowFunctionExpression') return headFrom(text, fn, fn.start!);
  if (fn.type !== 'FunctionExpression' || fn.id || usesThis(fn) || usesArguments(fn)) return undefined;
  return [...headFrom(text, fn, text.indexOf('(', fn.start!)), ' =>'];
}

/** What stands before the body, without what the function was declared to return: it gives a promise now. */
function headFrom(text: string, fn: FunctionNode, start: number): Span[] {
  const end = endOfHead(text, fn);
  if (!fn.returnType) return [{ start, end }];
  const rest = { start: fn.returnType.end!, end };
  return [{ start, end: fn.returnType.start! }, ...(rest.start < rest.end ? [rest] : [])];
}

function endOfHead(text: string, { body }: FunctionNode): number {
  let end = body.start!;
  while (/\s/.test(text[end - 1]!)) end--;
  return end;
}

/** Plans the statements of one call as the body of an async function. */
export function planCall(
  inner: Region,
  node: FunctionNode | { start?: number | null; end?: number | null },
  list: StatementList,
): Item[] {
  if ('generator' in node && node.generator) throw new Decline('continuation-function-special', node, {});
  const host: Host = { parent: undefined, spans: [spanOf(node)] };
  const names = new NamePlan(inner.context, host, inner.names);
  inner.namePlans.push(names);
  const own: Region = { ...inner, names };
  const ends = planList(own, list, true, noFlow, host);
  requireCompletion(own, ends, list.statements[0] ?? node, 'one of the calls');
  inner.tolerant ||= own.tolerant;
  return withoutTrailingReturn(own, listItems(own, list));
}
