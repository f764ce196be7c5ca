import type { FanOut, Parallel } from '../model/program.js';
import { blockIn, bodyLines, functionIn, indent, type Place } from './place.js';
import { renderBlock } from './render-block.js';
import { renderCall, renderCompletion } from './render-parts.js';
import { callLines, renderPlainList } from './render-plain.js';

/** Statements with calls of functions that nothing is known of. */
const throwing = new Set(['watch', 'if', 'loop', 'boom', 'start', 'labelled', 'finally', 'helper']);

/** Operations in a loop, joined by a counter. */
export function renderFanOut(place: Place, fan: FanOut): string[] {
  const { scope } = place;
  if (!fan.zero) place.obstacles.add('waits for ever without items');
  if (fan.plain.some(({ kind }) => throwing.has(kind))) place.obstacles.add('may throw in a loop that starts calls');
  const items = scope.helper('items');
  const counter = scope.helper(fan.count === 'down' ? 'pending' : 'finished');
  const out = fan.collect === 'none' ? undefined : scope.declare('var', scope.helper('out'));
  const failed = fan.errors === 'flag' ? scope.helper('failed') : undefined;
  const lines = [
    `var ${items} = ops.items('i${fan.id}');`,
    `var ${counter} = ${fan.count === 'down' ? `${items}.length` : '0'};`,
  ];
  if (out !== undefined) lines.push(`var ${out} = [];`);
  if (out !== undefined) scope.owner.protect(out);
  if (failed !== undefined) lines.push(`var ${failed} = false;`);
  if (fan.zero) lines.push(...zeroCase(place, items, out));
  return [...lines, ...loop(place, fan, { items, counter, out, failed })];
}

function zeroCase(place: Place, items: string, out: string | undefined): string[] {
  const empty = { ...blockIn(place), leaves: true };
  const value = out === undefined ? [] : [out];
  const { target, fn } = place;
  if (target === undefined || fn.convention === 'value' || value.length === 0) {
    const completion = { error: 'null', values: [], deferred: 'no', returned: true } as const;
    return [`if (${items}.length === 0) {`, ...indent(renderCompletion(empty, completion)), '}'];
  }
  const guard = fn.optional === 'if' || fn.optional === 'and' ? `${target} && ` : '';
  return [`if (!${items}.length) return ${guard}${target}(null, ${value.join(', ')});`];
}

interface Names {
  readonly items: string;
  readonly counter: string;
  readonly out: string | undefined;
  readonly failed: string | undefined;
}

function loop(place: Place, fan: FanOut, names: Names): string[] {
  const isFunction = fan.loop === 'forEach';
  const inner = isFunction ? functionIn(place, place.scope.inner(), false) : blockIn(place);
  const index = fan.loop === 'for' ? place.scope.helper('i') : fan.loop === 'let' ? inner.scope.helper('i') : 'index';
  const item = isFunction || fan.loop === 'of' ? inner.scope.parameter('item') : `${names.items}[${index}]`;
  if (isFunction) inner.scope.helper('index');
  if (fan.loop === 'of') inner.scope.protect(item);
  // A loop inside that counts by the same variable would never let it end.
  if (fan.loop === 'for' || fan.loop === 'let') inner.scope.protect(index);
  for (const used of [names.items, names.counter, names.out, names.failed])
    if (used !== undefined) inner.scope.use(used);
  const lines = [
    ...renderPlainList(inner, fan.plain),
    ...operation(inner, fan, names, item, isFunction ? 'index' : index),
  ];
  const body = isFunction ? bodyLines(inner, lines) : lines;
  return [loopHead(fan, names.items, item, index), ...indent(body), isFunction ? '});' : '}'];
}

function loopHead(fan: FanOut, items: string, item: string, index: string): string {
  switch (fan.loop) {
    case 'forEach':
      return `${items}.forEach(function (${item}, index) {`;
    case 'of':
      return `for (const ${item} of ${items}) {`;
    case 'for':
      return `for (var ${index} = 0; ${index} < ${items}.length; ${index}++) {`;
    case 'let':
      return `for (let ${index} = 0; ${index} < ${items}.length; ${index}++) {`;
  }
}

function operation(place: Place, fan: FanOut, names: Names, item: string, index: string): string[] {
  const tags = [`failure: ${fan.errors}`, 'handler: function', `collects: ${fan.collect}`, `loop: ${fan.loop}`];
  const head = renderCall(place, fan.call, tags, item);
  const handler = functionIn(place, place.scope.inner(), false);
  const error = handler.scope.parameter('err', true);
  const value = handler.scope.parameter('data');
  for (const used of [names.items, names.counter, names.out, names.failed])
    if (used !== undefined) handler.scope.use(used);
  handler.scope.use(error);
  const lines = [...failureLines(handler, names, error, fan), ...collectLines(fan, names, value, index)];
  const test = fan.count === 'down' ? `--${names.counter} === 0` : `++${names.counter} === ${names.items}.length`;
  lines.push(`if (${test}) {`, ...indent(renderBlock(blockIn(handler), fan.rest)), '}');
  return callLines(head, [`function (${error}, ${value}) {`, ...indent(bodyLines(handler, lines)), '}']);
}

function failureLines(handler: Place, { failed }: Names, error: string, fan: FanOut): string[] {
  if (fan.errors === 'ignored') return [];
  const ends = renderCompletion(
    { ...blockIn(handler), leaves: true },
    { error: 'variable', values: [], deferred: 'no', returned: true },
  );
  if (failed === undefined) return [`if (${error}) {`, ...indent(ends), '}'];
  return [`if (${failed}) return;`, `if (${error}) {`, ...indent([`${failed} = true;`, ...ends]), '}'];
}

function collectLines(fan: FanOut, { out }: Names, value: string, index: string): string[] {
  if (out === undefined) return [];
  // With `of` there is no index, and with `for (var i …)` it is the same for all handlers.
  const byIndex = fan.collect === 'index' && fan.loop !== 'of' && fan.loop !== 'for';
  return [byIndex ? `${out}[${index}] = ${value};` : `${out}.push(${value});`];
}

/** Two operations at the same time, joined by a counter. */
export function renderParallel(place: Place, { first, second, rest }: Parallel): string[] {
  const pending = place.scope.helper('pending');
  const failed = place.scope.helper('failed');
  const names = [
    place.scope.declare('var', place.scope.helper('left')),
    place.scope.declare('var', place.scope.helper('right')),
  ];
  const join = place.scope.helper('both');
  const inner = functionIn(place, place.scope.inner(), false);
  inner.scope.use(pending);
  const lines = [`if (--${pending} > 0) return;`, ...renderBlock(inner, rest)];
  const start = (call: typeof first, name: string): string[] => {
    const head = renderCall(place, call, ['failure: flag', 'handler: function']);
    const handler = functionIn(place, place.scope.inner(), false);
    const error = handler.scope.parameter('err', true);
    const value = handler.scope.parameter('value');
    const body = [
      ...failureLines(handler, { items: '', counter: pending, out: undefined, failed }, error, {
        errors: 'flag',
      } as FanOut),
      `${name} = ${value};`,
      `${join}();`,
    ];
    return callLines(head, [`function (${error}, ${value}) {`, ...indent(body), '}']);
  };
  return [
    `var ${pending} = 2;`,
    `var ${failed} = false;`,
    `var ${names.join(', ')};`,
    `var ${join} = function () {`,
    ...indent(bodyLines(inner, lines)),
    '};',
    ...start(first, names[0]!),
    ...start(second, names[1]!),
  ];
}
