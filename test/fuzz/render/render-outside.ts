import type { Completion, Each, Tail, Waiting } from '../model/program.js';
import { blockIn, bodyLines, functionIn, indent, type Place } from './place.js';
import { renderBlock } from './render-block.js';
import { renderHandler } from './render-handler.js';
import { renderCall, renderCompletion } from './render-parts.js';
import { callLines } from './render-plain.js';
import { handlerTags, renderOperation } from './render-tail.js';

type Kind<Name extends Tail['kind']> = Extract<Tail, { kind: Name }>;

const passOn: Completion = { error: 'variable', values: [], deferred: 'no', returned: true };

/** A call in `try`: what it throws at once completes the function, or something is done in any case. */
export function renderGuarded(place: Place, { id, by, call, handler }: Kind<'guarded'>): string[] {
  place.obstacles.add('call in try');
  const lines = indent(renderOperation({ ...blockIn(place), leaves: false }, call, handler, false));
  if (by === 'finally') return ['try {', ...lines, '} finally {', `  ops.log('f${id}');`, '}'];
  const caught = blockIn(place);
  const error = caught.scope.parameter('e', true);
  return ['try {', ...lines, `} catch (${error}) {`, ...indent(renderCompletion(caught, passOn)), '}'];
}

/** An emitter: one of its two events comes, once. */
export function renderEmitter(place: Place, { id, method, block }: Kind<'emitter'>): string[] {
  place.obstacles.add('events');
  const source = place.scope.helper('source');
  const failed = functionIn(place, place.scope.inner(), false);
  const error = failed.scope.parameter('err', true);
  const ended = functionIn(place, place.scope.inner(), false);
  const value = ended.scope.parameter('data');
  return [
    `var ${source} = ops.source('k${id}');`,
    `${source}.${method}('error', function (${error}) {`,
    ...indent(bodyLines(failed, renderCompletion(failed, passOn))),
    '});',
    `${source}.${method}('end', function (${value}) {`,
    ...indent(bodyLines(ended, renderBlock(ended, block))),
    '});',
  ];
}

/** `ops.each('k', items, function (item, next) { … }, function (err) { … })` */
export function renderEach(place: Place, { id, call, step, handler }: Each): string[] {
  const name = id % 2 === 0 ? 'each' : 'inSeries';
  if (name === 'each') place.obstacles.add('named like a function for each item');
  const inner = functionIn(place, place.scope.inner(), false);
  const item = inner.scope.parameter('item');
  const next = inner.scope.helper('next');
  // The step completes through the library, whatever the function around does with a missing callback.
  const fn = { ...place.fn, optional: 'no', convention: 'error-first' } as const;
  const own: Place = { ...inner, fn, target: next, context: 'step of a library' };
  const head = renderCall(own, call, handlerTags(step), item);
  const lines = callLines(
    head,
    renderHandler(own, step, (at, value) => [
      `${at.scope.use(next)}(null${value === undefined ? '' : `, ${at.scope.use(value)}`});`,
    ]),
  );
  const start = renderCall(place, { kind: 'ops', id, pick: 0, values: [] }, handlerTags(handler)).replace(
    /^ops\.\w+\(/,
    `ops.${name}(`,
  );
  const rest = renderHandler(place, handler);
  return [
    `${start}ops.items('i${id}'), function (${item}, ${next}) {`,
    ...indent(bodyLines(own, lines)),
    `}, ${callLines('', rest)[0]!}`,
    ...callLines('', rest).slice(1),
  ];
}

/** Only the first of those that wait starts the operation; its end is told to all. */
export function renderWaiting(place: Place, { id, call, form, loop }: Waiting): string[] {
  const { target, fn } = place;
  const tested = fn.optional === 'if' || fn.optional === 'and';
  if (target === undefined || fn.convention === 'value' || tested)
    return renderCompletion(place, { error: 'null', values: [], deferred: 'no', returned: true });
  place.obstacles.add('callback that waits in a list');
  const list = `waiting${id}`;
  const kept = form === 'plain' ? target : `{ id: ${id}, callback: ${target} }`;
  const told = (one: string): string => `${one}${form === 'plain' ? '' : '.callback'}(err, value);`;
  return [
    `${list}.push(${kept});`,
    `if (${list}.length > 1) return;`,
    `${renderCall(place, call, ['failure: told to all', 'handler: function'])}function (err, value) {`,
    `  var all = ${list}.splice(0);`,
    ...indent(tellAll(loop, told)),
    '});',
  ];
}

function tellAll(loop: Waiting['loop'], told: (one: string) => string): string[] {
  switch (loop) {
    case 'for':
      return [`for (var at = 0; at < all.length; at++) ${told('all[at]')}`];
    case 'while':
      return [`while (all.length > 0) ${told('all.shift()')}`];
    case 'forEach':
      return ['all.forEach(function (one) {', `  ${told('one')}`, '});'];
  }
}
