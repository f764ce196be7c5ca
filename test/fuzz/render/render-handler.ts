import type { Completion, Handler } from '../model/program.js';
import { blockIn, bodyLines, functionIn, indent, type Place } from './place.js';
import { renderCompletion, renderCondition } from './render-parts.js';
import { renderBlock } from './render-block.js';

/** What runs after success in place of the handler's own block. */
export type GoOn = (place: Place, value: string | undefined) => string[];

const passOn: Completion = { error: 'variable', values: [], deferred: 'no', returned: true };

/**
 * A handler as the last argument of a call: its lines, or its name when it is declared elsewhere.
 *
 * @param read a variable that `goOn` reads: the handler declares none of its name
 */
export function renderHandler(place: Place, handler: Handler, goOn?: GoOn, read?: string): string[] {
  const { form } = handler;
  if (form === 'declared' || form === 'variable') return renderNamed(place, handler, form, goOn);
  const isArrow = form === 'arrow';
  // In a function that gets its `this` from an operation, the one that is bound is that.
  if (form === 'bound' && !place.ownThis) place.obstacles.add('own this or arguments');
  const { params, lines } = handlerBody(place, handler, isArrow || form === 'bound', goOn, read);
  const list = params.join(', ');
  const head = isArrow
    ? `(${list}) => {`
    : form === 'named'
      ? `function on${place.sites.length}(${list}) {`
      : `function (${list}) {`;
  return [head, ...indent(lines), form === 'bound' ? '}.bind(this)' : '}'];
}

function renderNamed(place: Place, handler: Handler, form: 'declared' | 'variable', goOn: GoOn | undefined): string[] {
  const atEnd = form === 'declared' && goOn === undefined;
  const home = atEnd ? { ...place.body.place(), target: place.target, context: place.context } : place;
  const name = home.scope.helper(`on${place.sites.length}`);
  place.scope.use(name);
  const { params, lines } = handlerBody(home, handler, false, goOn);
  const text = [`function ${name}(${params.join(', ')}) {`, ...indent(lines), '}'];
  if (atEnd) {
    place.body.hoisted.push(...text);
    return [name];
  }
  // A variable has to be there before the call; the caller finds its lines in front of the name.
  return [`function (${params.join(', ')}) {`, ...indent(lines), '}'];
}

/** The parameters and the statements of a handler. */
export function handlerBody(
  place: Place,
  handler: Handler,
  keepsThis: boolean,
  goOn?: GoOn,
  read?: string,
): { params: string[]; lines: string[] } {
  const inner = functionIn(place, place.scope.inner(), keepsThis);
  if (handler.ownThis) place.obstacles.add('own this or arguments');
  const params: string[] = [];
  if (handler.shape !== 'absent') {
    params.push(inner.scope.parameter(handler.error, true));
    for (const value of handler.values) params.push(inner.scope.parameter(value));
  }
  if (read !== undefined) {
    inner.scope.use(read);
    inner.scope.protect(read);
  }
  const start = handler.ownThis ? ['ops.log(this && this.tag);'] : [];
  const [error = 'undefined', value] = params;
  const withFallback = params.map((name, at) =>
    handler.fallback && at > 0 && at === params.length - 1 ? `${name} = 'none'` : name,
  );
  return {
    params: withFallback,
    lines: bodyLines(inner, [...start, ...shapeLines(inner, handler, error, value, goOn)]),
  };
}

function shapeLines(place: Place, handler: Handler, error: string, value: string | undefined, goOn?: GoOn): string[] {
  const rest = (at: Place): string[] => (goOn ? goOn(at, value) : renderBlock(at, handler.block));
  const failure = (at: Place): string[] => renderBlock(at, handler.failure);
  const style = handler.condition.kind === 'flag' ? handler.condition.id % 3 : 0;
  place.scope.use(error);
  switch (handler.shape) {
    case 'guard':
      return [...guard(place, error, style), ...rest(place)];
    case 'strict':
      return [...guard(place, `${error} ${style === 0 ? '!==' : '!='} null`, style), ...rest(place)];
    case 'else':
      return either(place, error, failure, rest);
    case 'not':
      return either(place, `!${error}`, rest, failure);
    case 'ladder': {
      const condition = renderCondition(place, handler.condition);
      const first = indent(failure(blockIn(place)));
      const second = indent(renderCompletion(blockIn(place), passOn));
      const last = indent(rest(blockIn(place)));
      return [
        `if (${error} && ${condition}) {`,
        ...first,
        `} else if (${error}) {`,
        ...second,
        '} else {',
        ...last,
        '}',
      ];
    }
    default:
      return [...prelude(place, handler, error, value, style), ...rest(place)];
  }
}

/** What code that nobody waits for says can be told from what others say. */
const said = ({ target }: Place, what: string): string => (target === undefined ? `end, ${what}` : what);

function guard(place: Place, test: string, style: number): string[] {
  const inner = { ...blockIn(place), leaves: true };
  const completion = renderCompletion(inner, { ...passOn, returned: style !== 2 });
  if (style === 0 && completion.length === 1) return [`if (${test}) ${completion[0]!}`];
  const log = style === 1 ? [] : [`ops.log('${said(place, 'failure')}', ${place.scope.error() ?? 'null'});`];
  return [`if (${test}) {`, ...indent([...log, ...completion]), '}'];
}

function either(place: Place, test: string, first: (at: Place) => string[], second: (at: Place) => string[]): string[] {
  return [
    `if (${test}) {`,
    ...indent(first({ ...blockIn(place), leaves: false })),
    '} else {',
    ...indent(second({ ...blockIn(place), leaves: false })),
    '}',
  ];
}

/** Whether code throws that gives a property to an error which is a string: the body of a class is strict code as well. */
const isStrict = ({ program, fn }: Place): boolean => program.style.strict || fn.form === 'method';

/** What stands in front of the success code where the error is treated in an unusual way. */
function prelude(place: Place, handler: Handler, error: string, value: string | undefined, style: number): string[] {
  const inner = { ...blockIn(place), leaves: true };
  const ends = (completion: Completion): string => renderCompletion(inner, completion).join(' ');
  const braces = (text: string): string => (/;.*;/.test(text) || text.startsWith('if') ? `{ ${text} }` : text);
  const passes = braces(ends(passOn));
  const condition = (): string => renderCondition(place, handler.condition);
  const raises = (text: string): string => passes.replace(new RegExp(`\\b${error}\\b(?=[),])`), text);
  switch (handler.shape) {
    case 'and':
      return [`if (${error} && ${condition()}) ${passes}`];
    case 'tolerated':
      return [`if (${error} && ${error}.code !== 'ENOENT') ${passes}`];
    case 'logged':
      return [`if (${error}) ops.log('${said(place, 'failure')}', ${error});`];
    case 'wrapped':
      return [`if (${error}) ${raises(`new Error('wrapped: ' + ${error}.message)`)}`];
    case 'tagged':
      return [
        `if (${error}) {`,
        `  ${isStrict(place) ? `if (typeof ${error} === 'object') ` : ''}${error}.tag = ${style};`,
        `  ${ends(passOn)}`,
        '}',
      ];
    case 'mixed':
      return [`if (${error} || ${value ?? condition()}) ${raises(`${error} || new Error('odd')`)}`];
    case 'unclassified':
      return [`ops.log('${said(place, 'state')}', ${error} ? 'bad' : 'good');`];
    case 'default':
      return value === undefined ? [] : [`if (${error}) ${place.scope.use(value)} = 'fallback';`];
    case 'reassigned':
      return [`${error} = ${error} || (${condition()} ? new Error('late') : null);`, `if (${error}) ${passes}`];
    case 'swapped':
      return [`if (${error}) {`, `  if (${condition()}) ${passes}`, `  ops.log('${said(place, 'survived')}');`, '}'];
    default:
      return [];
  }
}
