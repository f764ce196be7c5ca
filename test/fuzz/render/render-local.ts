import type { Join, LocalForm, Retry, Sequence, Shared } from '../model/program.js';
import { blockIn, bodyLines, functionIn, indent, type Place } from './place.js';
import { renderBlock } from './render-block.js';
import { handlerBody, renderHandler } from './render-handler.js';
import { renderCall, renderCompletion, renderCondition } from './render-parts.js';
import { callLines } from './render-plain.js';
import { handlerTags } from './render-tail.js';

interface LocalFunction {
  readonly name: string;
  /** Lines that stand in front of the first use. */
  readonly before: string[];
}

/** Whether the callback of the function has that name, whatever it is called by. */
const isCallback = ({ target, fn }: Place, name: string): boolean => name === target || name === fn.callback;

/** Writes a function in front of its use, as a variable, or at the end of the function around it. */
export function localFunction(
  place: Place,
  base: string,
  form: LocalForm,
  write: (home: Place, name: string) => { params: readonly string[]; lines: readonly string[] },
): LocalFunction {
  const isTop = place.scope === place.body.scope;
  const hoists = form === 'hoisted' || (form === 'declared' && !isTop);
  const home = hoists ? { ...place.body.place(), target: place.target, context: place.context } : place;
  const name = home.scope.helper(isCallback(place, base) ? `${base}Step` : base);
  place.scope.use(name);
  const { params, lines } = write(home, name);
  const text = [`function ${name}(${params.join(', ')}) {`, ...indent(lines), '}'];
  if (hoists) {
    place.body.hoisted.push(...text);
    return { name, before: [] };
  }
  if (form === 'declared') return { name, before: text };
  return { name, before: [`var ${name} = function (${params.join(', ')}) {`, ...text.slice(1, -1), '};'] };
}

export function renderJoin(place: Place, join: Join): string[] {
  const { name, before } = localFunction(place, join.name, join.form, (home) => {
    const inner = functionIn(home, home.scope.inner(), false);
    const params = join.parameter === undefined ? [] : [inner.scope.parameter(join.parameter)];
    return { params, lines: bodyLines(inner, renderBlock(inner, join.rest)) };
  });
  const condition = renderCondition(place, join.condition);
  const then = blockIn(place);
  const head = renderCall(then, join.call, handlerTags(join.handler));
  const handler = renderHandler(then, join.handler, (at, value) => [
    `${at.scope.use(name)}(${value ? at.scope.use(value) : ''});`,
  ]);
  return [...before, `if (${condition}) {`, ...indent(callLines(head, handler)), '} else {', `  ${name}(0);`, '}'];
}

export function renderShared(place: Place, shared: Shared): string[] {
  const { name, before } = localFunction(place, shared.name, shared.form, (home) =>
    handlerBody(home, shared.handler, false),
  );
  const tags = [`failure: ${shared.handler.shape}`, 'handler: shared'];
  const condition = renderCondition(place, shared.condition);
  const first = `${renderCall(place, shared.first, tags)}${name});`;
  const second = shared.second ? `${renderCall(place, shared.second, tags)}${name});` : `${name}(null, 0);`;
  return [...before, `if (${condition}) {`, `  ${first}`, '} else {', `  ${second}`, '}'];
}

export function renderSequence(place: Place, sequence: Sequence): string[] {
  const items = place.scope.helper('items');
  const out = sequence.collects ? place.scope.declare('var', place.scope.helper('out')) : undefined;
  const start = [`var ${items} = ops.items('i${sequence.id}');`, ...(out === undefined ? [] : [`var ${out} = [];`])];
  if (out !== undefined) place.scope.owner.protect(out);
  const byParameter = sequence.counter === 'parameter';
  const counter = byParameter ? 'i' : place.scope.helper('index');
  if (!byParameter) start.push(`var ${counter} = 0;`);
  const write = (home: Place, name: string): { params: string[]; lines: string[] } => {
    const inner = functionIn(home, home.scope.inner(), false);
    const params = byParameter ? [inner.scope.parameter(counter)] : [];
    for (const used of [items, counter, name, out]) if (used !== undefined) inner.scope.use(used);
    const rest = renderBlock({ ...blockIn(inner), leaves: true }, sequence.rest);
    const item = byParameter ? `${items}[${params[0]!}]` : `${items}[${counter}++]`;
    const head = renderCall(inner, sequence.call, handlerTags(sequence.handler), item);
    const goOn = (at: Place, value: string | undefined): string[] => [
      ...(out === undefined
        ? []
        : [`${at.scope.use(out)}.push(${value === undefined ? at.scope.use(counter) : at.scope.use(value)});`]),
      `${at.scope.use(name)}(${byParameter ? `${at.scope.use(params[0]!)} + 1` : ''});`,
    ];
    // A variable of that name in the handler would make the next number NaN, and the loop endless.
    const handler = renderHandler(inner, sequence.handler, goOn, params[0]);
    const test = `if (${byParameter ? params[0]! : counter} >= ${items}.length) {`;
    return { params, lines: bodyLines(inner, [test, ...indent(rest), '}', ...callLines(head, handler)]) };
  };
  const first = byParameter ? '0' : '';
  if (sequence.form === 'iife') {
    const name = place.scope.helper(isCallback(place, sequence.name) ? 'step' : sequence.name);
    const { params, lines } = write(place, name);
    return [...start, `(function ${name}(${params.join(', ')}) {`, ...indent(lines), `})(${first});`];
  }
  const { name, before } = localFunction(place, sequence.name, sequence.form, write);
  return [...start, ...before, `${name}(${first});`];
}

export function renderRetry(place: Place, retry: Retry): string[] {
  const { name, before } = localFunction(place, retry.name, retry.form, (home, own) => {
    const inner = functionIn(home, home.scope.inner(), false);
    const left = inner.scope.parameter('left');
    inner.scope.use(own);
    const head = renderCall(inner, retry.call, ['failure: retry', 'handler: function'], left);
    const handler = functionIn(inner, inner.scope.inner(), false);
    const error = handler.scope.parameter('err', true);
    const value = handler.scope.parameter('data');
    for (const used of [own, left, error, value]) handler.scope.use(used);
    const again = againLine(retry, own, left);
    const passes = renderCompletion(
      { ...blockIn(handler), leaves: true },
      { error: 'variable', values: [], deferred: 'no', returned: true },
    );
    const guard = [`if (${error}) {`, ...indent(passes), '}'];
    const test = retry.polls ? `${value} !== 'ready' && ${left} > 0` : `${error} && ${left} > 0`;
    const repeat = [`if (${test}) {`, ...indent(again), '}'];
    const order = retry.polls ? [...guard, ...repeat] : [...repeat, ...guard];
    const lines = bodyLines(handler, [...order, ...renderBlock(handler, retry.rest)]);
    return { params: [left], lines: callLines(head, [`function (${error}, ${value}) {`, ...indent(lines), '}']) };
  });
  if (retry.pause === 'arguments') place.obstacles.add('arguments of a timer');
  return [...before, `${name}(2);`];
}

function againLine({ pause, id }: Retry, name: string, left: string): string[] {
  const call = `${name}(${left} - 1)`;
  const wait = 10 + (id % 20);
  if (pause === 'no') return [`return ${call};`];
  if (pause === 'arguments') return [`setTimeout(${name}, ${wait}, ${left} - 1);`, 'return;'];
  return ['setTimeout(function () {', `  ${call};`, `}, ${wait});`, 'return;'];
}
