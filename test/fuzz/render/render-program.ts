import type { LegacyFunction, Program } from '../model/program.js';
import { bodyLines, functionIn, indent, type Obstacle, type Place, type Site } from './place.js';
import { renderBlock } from './render-block.js';
import { Scope } from './scope.js';

/** How the function of a program is called from outside. */
export interface Entry {
  readonly name: string;
  /** The exported class whose method it is. */
  readonly owner: string | undefined;
  /** Parameters before the options and the callback. */
  readonly parameters: number;
  readonly shuffles: boolean;
  readonly tolerant: boolean;
}

/** A program as source text. */
export interface Source {
  readonly text: string;
  /** The file that it requires as `./lib`, if there is one. */
  readonly lib: string | undefined;
  readonly entries: readonly Entry[];
  readonly sites: readonly Site[];
}

export function renderProgram(program: Program): Source {
  const { functions, style } = program;
  const sites: Site[] = [];
  const hasLib = functions.some(({ home }) => home === 'lib') && functions.some(({ home }) => home === 'main');
  const lib = hasLib ? renderFile(program, 'lib', hasLib, sites) : undefined;
  const text = renderFile(program, 'main', hasLib, sites);
  const entries = functions.filter((fn) => isExported(fn) && (fn.home === 'main' || !hasLib)).map(entryOf);
  return {
    text: terminatedText(text, style.semicolons),
    lib: lib && terminatedText(lib, style.semicolons),
    entries,
    sites,
  };
}

/** The lines of one of two files, or of the only one. */
function renderFile(program: Program, home: LegacyFunction['home'], hasLib: boolean, sites: Site[]): string[] {
  const { style, functions } = program;
  const isHere = (fn: LegacyFunction): boolean => !hasLib || fn.home === home;
  const own = functions.filter(isHere);
  const parts = functions.map((fn, index) => (isHere(fn) ? renderFunction({ program, fn, index, hasLib, sites }) : []));
  const inside = (form: LegacyFunction['form']): string[][] =>
    parts.filter((_, index) => functions[index]!.form === form && isHere(functions[index]!));
  return [
    ...(style.strict ? ["'use strict';", ''] : []),
    `${style.keyword} fs = require('fs');`,
    `${style.keyword} ops = require('./ops');`,
    ...(hasLib && home === 'main' ? [`${style.keyword} lib = require('./lib');`] : []),
    '',
    'function noop() {}',
    ...own.flatMap(lists),
    ...owners(own),
    ...workers(inside('method')),
    ...table(inside('object')),
    ...parts.flatMap((lines, index) =>
      isHere(functions[index]!) && !isMember(functions[index]!) ? ['', ...lines] : [],
    ),
  ];
}

/** Where callbacks wait. */
const lists = (fn: LegacyFunction): string[] =>
  [...JSON.stringify(fn).matchAll(/"kind":"waiting","id":(\d+)/g)].map(([, id]) => `var waiting${id} = [];`);

const isMember = ({ form }: LegacyFunction): boolean => form === 'method' || form === 'object';

const isExported = (fn: LegacyFunction): boolean => fn.exported || ownerOf(fn) !== undefined;

const ownersByForm: Partial<Record<LegacyFunction['form'], string>> = {
  prototype: 'Store',
  class: 'Service',
  method: 'Worker',
  object: 'table',
};
const ownerOf = ({ form }: LegacyFunction): string | undefined => ownersByForm[form];

function entryOf(fn: LegacyFunction): Entry {
  return {
    name: fn.name,
    owner: ownerOf(fn),
    parameters: fn.parameters.length,
    shuffles: fn.shuffles,
    tolerant: fn.optional !== 'no' && fn.convention === 'error-first',
  };
}

function owners(functions: readonly LegacyFunction[]): string[] {
  const store = functions.some(({ form }) => form === 'prototype');
  const service = functions.some(({ form }) => form === 'class');
  return [
    ...(store ? ['', 'function Store() {', '  this.count = 0;', '}', 'exports.Store = Store;'] : []),
    ...(service
      ? ['', 'class Service {', '  constructor() {', '    this.count = 0;', '  }', '}', 'exports.Service = Service;']
      : []),
  ];
}

/** A class with all methods of its body. */
function workers(methods: readonly string[][]): string[] {
  if (methods.length === 0) return [];
  const start = ['', 'class Worker {', '  constructor() {', '    this.count = 0;', '  }'];
  return [...start, ...methods.flatMap((lines) => ['', ...indent(lines)]), '}', 'exports.Worker = Worker;'];
}

/** An object of functions. */
function table(members: readonly string[][]): string[] {
  if (members.length === 0) return [];
  return ['', 'var table = {', '  count: 0,', ...members.flatMap(indent), '};', 'exports.table = table;'];
}

const terminatedText = (lines: readonly string[], semicolons: boolean): string =>
  `${lines.map((line) => terminated(line, semicolons)).join('\n')}\n`;

/** Without semicolons a line that begins with a parenthesis or a bracket needs one in front. */
function terminated(line: string, semicolons: boolean): string {
  if (semicolons) return line;
  return line.replace(/;$/, '').replace(/^(\s*)(?=[([])/, '$1;');
}

interface FunctionRequest {
  readonly program: Program;
  readonly fn: LegacyFunction;
  readonly index: number;
  readonly hasLib: boolean;
  readonly sites: Site[];
}

function renderFunction({ program, fn, index, hasLib, sites }: FunctionRequest): string[] {
  const scope = new Scope(undefined, true).inner();
  const params = fn.parameters.map((name) => scope.parameter(name));
  const { form, callback } = fn;
  const ownThis = form !== 'declaration' && form !== 'variable' && form !== 'arrow';
  const self = ownThis ? fn.self : undefined;
  const obstacles = new Set<Obstacle>();
  const before = sites.length;
  const root: Place = {
    obstacles,
    root: scope,
    program,
    fn,
    index,
    hasLib,
    scope,
    body: { scope, hoisted: [], place: () => root },
    target: targetOf(fn),
    ownThis,
    self,
    leaves: false,
    context: 'sequence of statements',
    sites,
  };
  const place = functionIn(root, scope, true);
  const list = [...params, ...(fn.shuffles ? ['options'] : []), callback].join(', ');
  const body = indent(bodyLines(place, [...prologue(fn, self, params), ...renderBlock(place, fn.block)]));
  if (sites.slice(before).every(({ tags }) => tags.includes('handler: own callback')))
    obstacles.add('nothing but passing on');
  return declaration({ ...fn, exported: fn.exported || (hasLib && fn.home === 'lib') }, list, body);
}

function prologue(fn: LegacyFunction, self: string | undefined, params: readonly string[]): string[] {
  const lines: string[] = [];
  if (self !== undefined) lines.push(`var ${self} = this;`);
  if (fn.validates) lines.push(`if (${params[0]!} === undefined) throw new TypeError('missing argument');`);
  if (fn.shuffles) {
    lines.push("if (typeof options === 'function') {", `  ${fn.callback} = options;`, '  options = {};', '}');
  }
  return [...lines, ...defaultLines(fn)];
}

/** The name by which the function calls its callback. */
const targetOf = ({ optional, callback }: LegacyFunction): string => (optional === 'noop-alias' ? 'settle' : callback);

/** What stands in for a callback that is missing. */
function defaultLines({ optional, callback }: LegacyFunction): string[] {
  switch (optional) {
    case 'no':
    case 'if':
    case 'and':
      return [];
    case 'noop':
      return [`${callback} = ${callback} || noop;`];
    case 'noop-if':
      return [`if (!${callback}) ${callback} = noop;`];
    case 'noop-typeof':
      return [`if (typeof ${callback} !== 'function') {`, `  ${callback} = function () {};`, '}'];
    case 'noop-alias':
      return [`var settle = ${callback} || function () {};`];
  }
}

/** A function, and the one that passes its arguments on to it, where there is one. */
function declaration(fn: LegacyFunction, list: string, body: readonly string[]): string[] {
  if (!fn.applied) return declared(fn, list, body);
  const name = `${fn.name}Own`;
  const reached = { declaration: '', variable: '', arrow: '', export: 'exports.', object: 'table.' };
  const receiver = fn.form in reached ? reached[fn.form as keyof typeof reached] : 'this.';
  return [
    ...declared({ ...fn, name, exported: false }, list, body),
    ...(isMember(fn) ? [] : ['']),
    ...declared({ ...fn, shuffles: false }, '', [`  return ${receiver}${name}.apply(this, arguments);`]),
  ];
}

function declared(fn: LegacyFunction, list: string, body: readonly string[]): string[] {
  const { name } = fn;
  const exported = fn.exported ? [`exports.${name} = ${name};`] : [];
  switch (fn.form) {
    case 'declaration':
      return [`function ${name}(${list}) {`, ...body, '}', ...exported];
    case 'variable':
      return [`var ${name} = function (${list}) {`, ...body, '};', ...exported];
    case 'arrow':
      return [`const ${name} = (${list}) => {`, ...body, '};', ...exported];
    case 'export':
      return [`exports.${name} = function (${list}) {`, ...body, '};'];
    case 'prototype':
      return [`Store.prototype.${name} = function (${list}) {`, ...body, '};'];
    case 'class':
      // A method of the class body would need all methods together; this one is added like a mixin.
      return [`Service.prototype.${name} = function ${name}(${list}) {`, ...body, '};'];
    case 'method':
      return [`${name}(${list}) {`, ...body, '}'];
    case 'object':
      return [fn.shuffles ? `${name}: function (${list}) {` : `${name}(${list}) {`, ...body, '},'];
  }
}
