import type { Node } from '@babel/types';
import type { HandlerFunction } from '../../analysis/handler.js';
import type { Operation } from '../../analysis/operation.js';
import type { Binding } from '../../syntax/scope.js';
import { walk } from '../../syntax/walk.js';
import { Decline } from '../decline.js';
import { spanOf, type Item, type Part } from '../items.js';
import { promiseConvention, type Wanted } from './await-form.js';
import type { Host } from './host.js';
import { checkFreshVariable } from './loop/fresh-variable.js';
import type { Region } from './region.js';

/** The handler's parameters after they have become variables of the enclosing block. */
export interface BoundValues {
  readonly wanted: Wanted;
  /** True when a value is taken apart: its own errors must not stand inside a `try`. */
  readonly hasPattern: boolean;
  /** `const v = await …`. */
  declare(awaited: readonly Part[]): Item;
  /** `let v; try { v = await … } catch …`; `extra` is declared beside the values. */
  tryItems(awaited: readonly Part[], head: readonly Part[], caught: readonly Item[], extra?: string): Item[];
  /** `const [err, v] = await …`. */
  declareArguments(awaited: readonly Part[]): Item;
}

interface Parameter {
  readonly param: Node;
  readonly used: boolean;
  readonly bindings: readonly Binding[];
}

/** Moves the parameters and variables of a handler into the block of its operation. */
export function bindValues(region: Region, operation: Operation, fn: HandlerFunction, host: Host): BoundValues {
  const errorFirst = operation.kind !== 'value';
  placeLocals(region, fn, host);
  const params: Parameter[] = fn.params.map((param) => ({
    param,
    used: isUsed(region, param),
    bindings: bindingsIn(region, param),
  }));
  const values = errorFirst ? params.slice(1) : params;
  const asVar = keyword(params) === 'var ';
  checkFreshParameters(region, fn, params, asVar);
  const place = (binding: Binding): string => region.names.place(binding, host, asVar);
  for (const value of values) if (value.used) value.bindings.forEach(place);
  const used = trimmed(values);
  const isList =
    promiseConvention(region, operation) === 'values' ||
    used.length > 1 ||
    used.some(({ param }) => !/^(?:Identifier|ObjectPattern|ArrayPattern)$/.test(param.type));
  const target = (): Part[] => (isList ? listPattern(used) : [spanOf(used[0]!.param)]);
  const wanted: Wanted =
    isList && used.length > 0 ? 'values' : promiseConvention(region, operation) === 'values' ? 'values' : 'value';
  return {
    wanted,
    hasPattern: used.some(({ param }) => param.type !== 'Identifier'),
    declare: (awaited) => ({
      kind: 'line',
      parts: used.length === 0 ? [...awaited] : [asVar ? 'var ' : keyword(used), ...target(), ' = ', ...awaited],
    }),
    tryItems: (awaited, head, caught, extra) => {
      const names = used.filter((value) => value.used).map(({ bindings }) => region.names.nameOf(bindings[0]!));
      const declared = extra ? [extra, ...names] : names;
      const assignment: Item = {
        kind: 'line',
        parts: used.length === 0 ? [...awaited] : [...target(), ' = ', ...awaited],
      };
      const attempt: Item = {
        kind: 'braced',
        clauses: [
          { head: ['try'], body: [assignment] },
          { head, body: caught },
        ],
        end: [],
      };
      const declaration: Item = { kind: 'line', parts: [asVar ? 'var ' : 'let ', declared.join(', ')] };
      return declared.length === 0 ? [attempt] : [declaration, attempt];
    },
    declareArguments: (awaited) => {
      const all = params.map((entry, index) => {
        if (errorFirst && index === 0 && entry.used) entry.bindings.forEach(place);
        return entry;
      });
      const list = trimmed(all);
      return {
        kind: 'line',
        parts:
          list.length === 0 ? [...awaited] : [asVar ? 'var ' : keyword(list), ...listPattern(list), ' = ', ...awaited],
      };
    },
  };
}

/** What `var` declares without a value keeps that of the turn before. */
function checkFreshParameters(region: Region, fn: HandlerFunction, params: readonly Parameter[], asVar: boolean): void {
  const redeclared = params.flatMap(({ bindings }) => bindings).find(isRedeclared);
  if (asVar && redeclared && region.loop?.reachable)
    throw new Decline('variable-reset-lost', fn, { name: redeclared.name });
}

function keyword(list: readonly Parameter[]): string {
  if (list.some(({ bindings }) => bindings.some(isRedeclared))) return 'var ';
  return list.some(({ bindings }) => bindings.some(isReassigned)) ? 'let ' : 'const ';
}

/** `[a, , c]`: what is not used leaves a hole. */
function listPattern(list: readonly Parameter[]): Part[] {
  const entries = list.flatMap(({ param, used }, index): Part[] => [
    index > 0 ? (used ? ', ' : ',') : '',
    used ? spanOf(param) : '',
  ]);
  return ['[', ...entries, ']'];
}

/** Without the unused parameters at the end. */
function trimmed<T extends { readonly used: boolean }>(params: readonly T[]): readonly T[] {
  let end = params.length;
  while (end > 0 && !params[end - 1]!.used) end--;
  return params.slice(0, end);
}

/** What the handler declares at its top level moves along with its statements. */
function placeLocals(region: Region, fn: HandlerFunction, host: Host): void {
  const scope = region.context.scopes.functionScope(fn);
  for (const binding of scope.bindings.values()) {
    if (binding.kind === 'param') continue;
    if (binding.kind === 'var' && region.loop?.reachable) checkFreshVariable(region, binding);
    // In a block, a function of sloppy code is visible outside of it as well.
    region.names.place(binding, host, binding.kind === 'var' || binding.kind === 'function');
  }
}

function bindingsIn(region: Region, param: Node): Binding[] {
  const found: Binding[] = [];
  walk(param, {
    enter(node) {
      if (node.type === 'Identifier') {
        const binding = region.context.scopes.bindingOf(node);
        if (binding?.kind === 'param' && binding.declarations.includes(node)) found.push(binding);
      }
    },
  });
  return found;
}

function isUsed(region: Region, param: Node): boolean {
  return bindingsIn(region, param).some((binding) => binding.references.length > 0 || isRedeclared(binding));
}

/** A parameter and a `var` of one name are one variable; only `var` may be said twice. */
export const isRedeclared = (binding: Binding): boolean => binding.declarations.length > 1;

const isReassigned = (binding: Binding): boolean => binding.references.some((reference) => reference.kind !== 'read');
