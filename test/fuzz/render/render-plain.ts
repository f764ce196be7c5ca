import type { Plain, Value } from '../model/program.js';
import { blockIn, indent, type Place } from './place.js';
import { renderVisit } from './render-early.js';
import { renderHandler } from './render-handler.js';
import { renderLoop, renderSmall } from './render-sync.js';
import { renderCall, renderCompletion, renderCondition, renderValue } from './render-parts.js';

export const renderPlainList = (place: Place, list: readonly Plain[]): string[] =>
  list.flatMap((plain) => renderPlain(place, plain));

export const renderLog = (place: Place, id: number, values: readonly Value[]): string =>
  `ops.log(${[`'e${id}'`, ...values.map((value) => renderValue(place, value))].join(', ')});`;

function renderPlain(place: Place, plain: Plain): string[] {
  const { scope } = place;
  switch (plain.kind) {
    case 'effect':
      return [renderLog(place, plain.id, plain.values)];
    case 'declare': {
      const value = plain.value && renderValue(place, plain.value);
      const keyword = scope.keyword(plain.keyword);
      const name = scope.declare(keyword, plain.name);
      return [`${keyword} ${name}${value === undefined ? '' : ` = ${value}`};`];
    }
    case 'assign': {
      const value = renderValue(place, plain.value);
      const name = scope.value(plain.pick, true);
      return name === undefined ? [] : [`${name} = ${value};`];
    }
    case 'increment': {
      const name = scope.value(plain.pick, true);
      return name === undefined ? [] : [`${name} += 1;`];
    }
    case 'field':
      return place.ownThis ? ['this.count += 1;'] : place.self === undefined ? [] : [`${place.self}.count += 1;`];
    case 'watch': {
      const names = plain.picks.flatMap((pick) => scope.value(pick) ?? []);
      return [`ops.watch('w${plain.id}', function () { return [${names.join(', ')}]; });`];
    }
    case 'kept': {
      const value = plain.declared ? '' : ' = 0';
      const name = scope.declare('var', plain.name);
      scope.use(name);
      return [
        `var ${name}${value};`,
        `ops.log('e${plain.id}', ${name});`,
        `${name} = (typeof ${name} === 'number' ? ${name} : 0) + 1;`,
      ];
    }
    case 'comment':
      return [`// note ${plain.id}`];
    case 'boom':
      return plain.thrown
        ? [`if (ops.breaks('b${plain.id}')) throw ops.broken('b${plain.id}');`]
        : [`ops.boom('b${plain.id}');`];
    default:
      return isNested(plain) ? renderNested(place, plain) : renderSmall(place, plain);
  }
}

type Nested = Extract<Plain, { kind: 'if' | 'loop' | 'exit' | 'parse' | 'start' | 'visit' }>;
const nested = new Set(['if', 'loop', 'exit', 'parse', 'start', 'visit']);

const isNested = (plain: Plain): plain is Nested => nested.has(plain.kind);

function renderNested(place: Place, plain: Nested): string[] {
  switch (plain.kind) {
    case 'if':
      return [
        `if (${renderCondition(place, plain.condition)}) {`,
        ...indent(renderPlainList(blockIn(place), plain.then)),
        ...(plain.else ? ['} else {', ...indent(renderPlainList(blockIn(place), plain.else))] : []),
        '}',
      ];
    case 'loop':
      return renderLoop(place, plain);
    case 'exit': {
      const head = `if (${renderCondition(place, plain.condition)})`;
      const inner = { ...blockIn(place), leaves: true };
      const lines = [...renderPlainList(inner, plain.before), ...renderCompletion(inner, plain.completion)];
      return lines.length === 1 ? [`${head} ${lines[0]!}`] : [`${head} {`, ...indent(lines), '}'];
    }
    case 'parse': {
      const name = place.scope.declare('var', plain.name);
      const caught = blockIn(place);
      const error = caught.scope.parameter('e', true);
      return [
        `var ${name};`,
        'try {',
        `  ${name} = ops.parse('p${plain.id}');`,
        `} catch (${error}) {`,
        ...indent(renderCompletion({ ...caught, leaves: true }, plain.failure)),
        '}',
      ];
    }
    case 'visit':
      return renderVisit(place, plain);
    case 'start': {
      const free = { ...place, target: undefined, context: 'nobody waits' };
      const head = renderCall(free, plain.call, [`failure: ${plain.handler.shape}`, `handler: ${plain.handler.form}`]);
      return callLines(head, renderHandler(free, plain.handler));
    }
  }
}

/** `head` + the callback + `);`, where the callback is its lines or a name. */
export function callLines(head: string, callback: readonly string[]): string[] {
  const [first = '', ...rest] = callback;
  if (rest.length === 0) return [`${head}${first});`];
  return [`${head}${first}`, ...rest.slice(0, -1), `${rest.at(-1)!});`];
}
