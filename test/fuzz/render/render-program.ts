import type { LegacyFunction, Program } from '../model/program.js';
import { bodyLines, functionIn, indent, type Place, type Site } from './place.js';
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
  readonly entries: readonly Entry[];
  readonly sites: readonly Site[];
}

export function renderProgram(program: Program): Source {
  const { style, functions } = program;
  const sites: Site[] = [];
  const lines = [
    ...(style.strict ? ["'use strict';", ''] : []),
    `${style.keyword} fs = require('fs');`,
    `${style.keyword} ops = require('./ops');`,
    '',
    'function noop() {}',
    ...owners(functions),
    ...functions.flatMap((fn, index) => ['', ...renderFunction(program, fn, index, sites)]),
  ];
  const entries = functions.filter(isExported).map(entryOf);
  return { text: `${lines.map((line) => terminated(line, style.semicolons)).join('\n')}\n`, entries, sites };
}

const isExported = (fn: LegacyFunction): boolean => fn.exported || ownerOf(fn) !== undefined;

const ownerOf = ({ form }: LegacyFunction): string | undefined =>
  form === 'prototype' ? 'Store' : form === 'class' ? 'Service' : undefined;

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

/** Without semicolons a line that begins with a parenthesis or a bracket needs one in front. */
function terminated(line: string, semicolons: boolean): string {
  if (semicolons) return line;
  return line.replace(/;$/, '').replace(/^(\s*)(?=[([])/, '$1;');
}

function renderFunction(program: Program, fn: LegacyFunction, index: number, sites: Site[]): string[] {
  const scope = new Scope(undefined, true).inner();
  const params = fn.parameters.map((name) => scope.parameter(name));
  const { form, callback } = fn;
  const ownThis = form === 'prototype' || form === 'class' || form === 'export';
  const self = ownThis ? fn.self : undefined;
  const root: Place = {
    program,
    fn,
    index,
    scope,
    body: { scope, hoisted: [], place: () => root },
    target: callback,
    ownThis,
    self,
    leaves: false,
    context: 'sequence of statements',
    sites,
  };
  const place = functionIn(root, scope, true);
  const list = [...params, ...(fn.shuffles ? ['options'] : []), callback].join(', ');
  const body = indent(bodyLines(place, [...prologue(fn, self, params), ...renderBlock(place, fn.block)]));
  return declaration(fn, list, body);
}

function prologue(fn: LegacyFunction, self: string | undefined, params: readonly string[]): string[] {
  const lines: string[] = [];
  if (self !== undefined) lines.push(`var ${self} = this;`);
  if (fn.validates) lines.push(`if (${params[0]!} === undefined) throw new TypeError('missing argument');`);
  if (fn.shuffles) {
    lines.push("if (typeof options === 'function') {", `  ${fn.callback} = options;`, '  options = {};', '}');
  }
  if (fn.optional === 'noop') lines.push(`${fn.callback} = ${fn.callback} || noop;`);
  return lines;
}

function declaration(fn: LegacyFunction, list: string, body: readonly string[]): string[] {
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
  }
}
