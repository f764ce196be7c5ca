import type { Call, Completion, Condition, LegacyFunction, Value } from '../model/program.js';
import type { Place } from './place.js';

const opsMethods = ['read', 'find', 'save', 'query', 'remove'] as const;

/** The functions of `fs` that a program uses, with the arguments between path and callback. */
export const fsMethods: readonly (readonly [name: string, rest: string])[] = [
  ['readFile', ", 'utf8'"],
  ['stat', ''],
  ['unlink', ''],
  ['writeFile', ", 'text'"],
  ['readdir', ''],
  ['mkdir', ''],
];

export function renderValue({ scope, ownThis, self }: Place, value: Value): string {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' ? `'${value.value}'` : String(value.value);
    case 'variable':
      return scope.value(value.pick) ?? '3';
    case 'text': {
      const name = scope.value(value.pick);
      return name === undefined ? "'none'" : `'<' + typeof ${name} + '>'`;
    }
    case 'error':
      return scope.error() ?? "'no error'";
    case 'field':
      return ownThis ? 'this.count' : self === undefined ? '5' : `${self}.count`;
  }
}

export function renderCondition({ scope }: Place, condition: Condition): string {
  if (condition.kind === 'flag') return `ops.flag('c${condition.id}')`;
  const name = scope.value(condition.pick);
  if (name === undefined) return 'true';
  if (condition.test === 'truthy') return name;
  return condition.test === 'falsy' ? `!${name}` : `typeof ${name} === 'number'`;
}

/** The start of a call up to its callback, such as `ops.read('k3', x, `. @param item expression that tells calls of a loop apart */
export function renderCall(place: Place, call: Call, tags: readonly string[], item?: string): string {
  const local = call.kind === 'function' ? localCall(place, call, item) : undefined;
  const kind = local ? 'function' : call.kind === 'function' ? 'ops' : call.kind;
  const key = `k${call.id}`;
  place.sites.push({ key, tags: [...tags, `callee: ${kind}`, `within: ${place.context}`], obstacles: place.obstacles });
  if (local) return local;
  const values = call.values.map((value) => renderValue(place, value));
  if (kind === 'fs') {
    const [name, rest] = fsMethods[call.pick % fsMethods.length]!;
    return `fs.${name}('${key}'${item === undefined ? '' : ` + '-' + ${item}`}${rest}, `;
  }
  const method = kind === 'cached' ? 'cached' : opsMethods[call.pick % opsMethods.length]!;
  return `ops.${method}(${[`'${key}'`, ...(item === undefined ? [] : [item]), ...values].join(', ')}, `;
}

/** A call of one of the program's own functions, if one can be reached from here. */
function localCall(place: Place, call: Call, item: string | undefined): string | undefined {
  const { program, index } = place;
  const targets = program.functions.slice(0, index).flatMap((other) => {
    const via = receiverOf(place, other);
    return via === undefined ? [] : [{ other, via }];
  });
  if (targets.length === 0) return undefined;
  const { other, via } = targets[call.pick % targets.length]!;
  const key = `'k${call.id}'`;
  const rest = other.parameters
    .slice(1)
    .map((_, at) => (call.values[at] ? renderValue(place, call.values[at]) : 'null'));
  const first = item === undefined ? key : `${key} + ${item}`;
  return `${via}${other.name}(${[first, ...rest, ...(other.shuffles ? ['{ depth: 1 }'] : [])].join(', ')}, `;
}

/** What stands before the name of another function in a call of it; undefined where it can't be called. */
function receiverOf({ ownThis, self, fn, hasLib }: Place, other: LegacyFunction): string | undefined {
  const isMethod = other.form === 'prototype' || other.form === 'class' || other.form === 'method';
  if (hasLib && other.home !== fn.home) {
    if (other.home === 'main' || isMethod) return undefined;
    return other.form === 'object' ? 'lib.table.' : 'lib.';
  }
  const receiver = ownThis ? 'this' : self;
  if (isMethod) return other.form === fn.form && receiver !== undefined ? `${receiver}.` : undefined;
  return other.form === 'export' ? 'exports.' : other.form === 'object' ? 'table.' : '';
}

/** The arguments of a completion. */
export function completionArguments(place: Place, { error, values }: Completion): string[] {
  const rendered = values.map((value) => renderValue(place, value));
  if (place.fn.convention === 'value' && place.target !== undefined) {
    if (error === 'new' || error === 'string' || error === 'variable') return ['false'];
    return rendered.slice(0, 1);
  }
  switch (error) {
    case 'bare':
      return [];
    case 'null':
    case 'undefined':
      return [error, ...rendered];
    case 'new':
      return ["new Error('refused')", ...rendered];
    case 'string':
      // In strict code a string cannot be given a property, as some handlers do with errors.
      return [place.program.style.strict ? "new Error('refused')" : "'refused'", ...rendered];
    case 'variable':
      return [place.scope.error() ?? "new Error('refused')", ...rendered];
  }
}

/** A completion, as the last statement of its path. */
export function renderCompletion(place: Place, completion: Completion): string[] {
  const args = completionArguments(place, completion);
  const mustReturn = place.leaves || completion.returned;
  if (place.target === undefined) {
    const line = `ops.log(${["'end'", ...args].join(', ')});`;
    return mustReturn ? [line, 'return;'] : [line];
  }
  const tested = place.fn.optional === 'if' || place.fn.optional === 'and';
  const deferred = tested ? undefined : deferredCompletion(place.target, args, completion);
  if (deferred !== undefined) return mustReturn ? [deferred, 'return;'] : [deferred];
  return directCompletion(place, place.target, args, completion.returned, place.leaves);
}

function deferredCompletion(target: string, args: readonly string[], { deferred }: Completion): string | undefined {
  const call = `${target}(${args.join(', ')});`;
  switch (deferred) {
    case 'no':
      return undefined;
    case 'tick':
      return `process.nextTick(function () { ${call} });`;
    case 'immediate':
      return `setImmediate(function () { ${call} });`;
    case 'timeout':
      return `setTimeout(function () { ${call} }, 5);`;
    case 'tick-arguments':
      return `process.nextTick(${[target, ...args].join(', ')});`;
    case 'immediate-arguments':
      return `setImmediate(${[target, ...args].join(', ')});`;
  }
}

function directCompletion(
  place: Place,
  target: string,
  args: readonly string[],
  returned: boolean,
  leaves: boolean,
): string[] {
  const call = `${target}(${args.join(', ')});`;
  const { optional } = place.fn;
  if (optional === 'if') return [`if (${target}) ${call}`, ...(returned || leaves ? ['return;'] : [])];
  const text = optional === 'and' ? `${target} && ${call}` : call;
  if (returned) return [`return ${text}`];
  return leaves ? [text, 'return;'] : [text];
}
