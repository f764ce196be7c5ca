import type { Local, Visit } from '../model/program.js';
import { blockIn, bodyLines, functionIn, indent, type Place } from './place.js';
import { renderBlock } from './render-block.js';
import { renderHandler } from './render-handler.js';
import { localFunction } from './render-local.js';
import { renderCall, renderValue } from './render-parts.js';
import { callLines } from './render-plain.js';
import { handlerTags } from './render-tail.js';

/** Calls whose results are collected, and looked at right behind them. */
export function renderVisit(place: Place, { id, loop, call, handler }: Visit): string[] {
  place.obstacles.add('statements after the call');
  const seen = place.scope.helper('seen');
  const free: Place = { ...place, target: undefined, context: 'visit' };
  const lines = (at: Place, item?: string): string[] => {
    const head = renderCall(at, call, handlerTags(handler), item);
    const goOn = (inner: Place, value: string | undefined): string[] => [
      `${inner.scope.use(seen)}.push(${value === undefined ? "'done'" : inner.scope.use(value)});`,
    ];
    return callLines(head, renderHandler(at, handler, goOn, seen));
  };
  return [`var ${seen} = [];`, ...visitLoop(free, loop, lines), `ops.log('v${id}', ${seen}.length, ${seen}.join());`];
}

function visitLoop(place: Place, loop: Visit['loop'], lines: (at: Place, item?: string) => string[]): string[] {
  switch (loop) {
    case 'none':
      return lines(place);
    case 'forEach': {
      const inner = functionIn(place, place.scope.inner(), false);
      const item = inner.scope.parameter('item');
      return [`[1, 2].forEach(function (${item}) {`, ...indent(bodyLines(inner, lines(inner, item))), '});'];
    }
    case 'of': {
      const inner = blockIn(place);
      const item = inner.scope.declare('const', 'item');
      return [`for (const ${item} of [1, 2]) {`, ...indent(lines(inner, item)), '}'];
    }
    case 'for':
    case 'while': {
      const inner = blockIn(place);
      const index = place.scope.helper('at');
      const head = loop === 'for' ? `for (var ${index} = 0; ${index} < 2; ${index}++) {` : `while (${index}-- > 0) {`;
      return [...(loop === 'for' ? [] : [`var ${index} = 2;`]), head, ...indent(lines(inner, index)), '}'];
    }
  }
}

/** A local function that has a callback of its own, and a call of it. */
export function renderLocal(place: Place, local: Local): string[] {
  const fn = { ...place.fn, optional: 'no', convention: 'error-first' } as const;
  const { name, before } = localFunction(place, local.name, local.form, (home) => {
    const inner = functionIn({ ...home, fn }, home.scope.inner(), false);
    const key = inner.scope.parameter('key');
    const params = [key, ...local.values.map(() => inner.scope.parameter('value'))];
    const target = inner.scope.helper(local.callback);
    const own: Place = { ...inner, target, context: 'local function' };
    return { params: [...params, target], lines: bodyLines(own, renderBlock(own, local.block)) };
  });
  place.sites.push({
    key: `k${local.id}`,
    tags: [...handlerTags(local.handler), 'callee: local', `within: ${place.context}`],
    obstacles: place.obstacles,
  });
  const values = local.values.map((value) => renderValue(place, value));
  const head = `${name}(${[`'k${local.id}'`, ...values].join(', ')}, `;
  const form = local.handler.form === 'variable' ? 'function' : local.handler.form;
  const lines = callLines(head, renderHandler(place, { ...local.handler, form, ownThis: false }));
  if (local.returned) return [...before, `return ${lines[0]!}`, ...lines.slice(1)];
  return [...before, ...lines, ...(place.leaves ? ['return;'] : [])];
}
