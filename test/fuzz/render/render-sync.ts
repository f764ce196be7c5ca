import type { Plain } from '../model/program.js';
import { blockIn, bodyLines, functionIn, indent, type Place } from './place.js';
import { renderCondition } from './render-parts.js';
import { renderPlainList } from './render-plain.js';

type Kind<Name extends Plain['kind']> = Extract<Plain, { kind: Name }>;
type Small = Kind<'labelled' | 'finally' | 'destructure' | 'arguments' | 'helper'>;

/** Statements that show what else synchronous code looks like. */
export function renderSmall(place: Place, plain: Small): string[] {
  switch (plain.kind) {
    case 'labelled':
      return renderLabelled(place, plain);
    case 'finally':
      return [
        'try {',
        ...indent(renderPlainList(blockIn(place), plain.body)),
        '} finally {',
        `  ops.log('f${plain.id}');`,
        '}',
      ];
    case 'destructure':
      return renderDestructure(place, plain);
    case 'arguments':
      if (place.body.scope !== place.root) place.obstacles.add('own this or arguments');
      return [`ops.log('a${plain.id}', arguments.length);`];
    case 'helper':
      return renderHelper(place, plain);
  }
}

function renderLabelled(place: Place, { id, leaves, condition }: Kind<'labelled'>): string[] {
  const outer = blockIn(place);
  const first = place.scope.helper('i');
  const inner = blockIn(outer);
  const second = inner.scope.declare('let', 'x');
  return [
    `outer${id}: for (var ${first} = 0; ${first} < 2; ${first}++) {`,
    `  for (let ${second} of [1, 2]) {`,
    `    if (${renderCondition(inner, condition)}) ${leaves} outer${id};`,
    `    ops.log('l${id}', ${first}, ${second});`,
    '  }',
    '}',
  ];
}

function renderDestructure(place: Place, { form, names }: Kind<'destructure'>): string[] {
  const keyword = place.scope.keyword('const');
  const [first, second] = names.map((name) => place.scope.declare(keyword, name)) as [string, string];
  if (first === second) return [`${keyword} ${first} = 1;`];
  if (form === 'list') return [`${keyword} [${first}, ${second}] = [1, 'two'];`];
  return [`${keyword} { ${first}, other: ${second} } = { ${first}: 1, other: 'two' };`];
}

function renderHelper(place: Place, { id, name: base, body }: Kind<'helper'>): string[] {
  const home = place.body.place();
  const name = home.scope.helper(base);
  place.scope.use(name);
  const inner = functionIn({ ...home, target: undefined }, home.scope.inner(), false);
  const value = inner.scope.parameter('value');
  const lines = [...renderPlainList(inner, body), `return ${inner.scope.use(value)} + 1;`];
  place.body.hoisted.push(`function ${name}(${value}) {`, ...indent(bodyLines(inner, lines)), '}');
  return [`ops.log('h${id}', ${name}(${id}));`];
}

export function renderLoop(place: Place, { form, name: base, count, body }: Kind<'loop'>): string[] {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const list = `[${numbers.join(', ')}]`;
  if (form === 'forEach') {
    const inner = functionIn(place, place.scope.inner(), false);
    const name = inner.scope.parameter(base);
    return [
      `${list}.forEach(function (${name}) {`,
      ...indent(bodyLines(inner, renderPlainList({ ...inner, target: undefined }, body))),
      '});',
    ];
  }
  const inner = blockIn(place);
  const isVar = form === 'for' || form === 'in' || form === 'while';
  const name = isVar ? place.scope.declare('var', base) : inner.scope.declare('let', base);
  // The body must not change what the loop counts by, and no function that it calls.
  const home = isVar ? place.scope.owner : inner.scope;
  if (form !== 'of' && form !== 'in') home.protect(name);
  const lines = indent(renderPlainList(inner, body));
  home.release(name);
  if (form === 'while') return [`var ${name} = ${count};`, `while (${name}-- > 0) {`, ...lines, '}'];
  if (form === 'in')
    return [`for (var ${name} in { ${numbers.map((n) => `k${n}: ${n}`).join(', ')} }) {`, ...lines, '}'];
  if (form === 'of') return [`for (let ${name} of ${list}) {`, ...lines, '}'];
  return [`for (${isVar ? 'var' : 'let'} ${name} = 0; ${name} < ${count}; ${name}++) {`, ...lines, '}'];
}
