import { errorParameter, type HandlerFunction } from '../../../analysis/handler.js';
import type { Operation } from '../../../analysis/operations/operation.js';
import type { Binding } from '../../../syntax/scope.js';
import { Decline } from '../../decline.js';
import { spanOf, type Item, type Part } from '../../items.js';
import type { SaidTypes, Wanted } from '../await/await-form.js';
import { promiseConvention } from '../await/promise-convention.js';
import { errorNameOf } from '../errors/error-name.js';
import type { Host } from './host.js';
import { checkFreshVariable } from '../loop/fresh-variable.js';
import {
  annotation,
  hasPlainDefault,
  isRedeclared,
  keyword,
  listPattern,
  listTypes,
  parametersOf,
  trimmed,
  type Parameter,
} from './parameters.js';
import type { Region } from '../regions/region.js';
import { targetParts, typeParts } from '../typed/declared-type.js';

/** The handler's parameters after they have become variables of the enclosing block. */
export interface BoundValues extends SaidTypes {
  readonly wanted: Wanted;
  /** True when a value is taken apart: its own errors must not stand inside a `try`. */
  readonly hasPattern: boolean;
  /** Moves a parameter that is declared beside the values; gives its name. */
  place(binding: Binding): string;
  /** `const v = await …`. */
  declare(awaited: readonly Part[]): Item;
  /** How many values are used. */
  readonly count: number;
  /** True when a function inside the handler uses one that does not say its type. */
  readonly captured: boolean;
  /**
   * `let v; try { v = await … } catch …`.
   *
   * @param endsFailure true when no path leads from the `catch` to where the values are read
   * @param extra is declared beside the values
   */
  tryItems(
    awaited: readonly Part[],
    head: readonly Part[],
    caught: readonly Item[],
    endsFailure: boolean,
    extra?: string,
  ): Item[];
  /** `const [err, v] = await …`. */
  declareArguments(awaited: readonly Part[]): Item;
}

/** Moves the parameters and variables of a handler into the block of its operation. */
export function bindValues(region: Region, operation: Operation, fn: HandlerFunction, host: Host): BoundValues {
  const errorFirst = operation.kind !== 'value';
  placeLocals(region, fn, host);
  const params = parametersOf(region, fn);
  const values = errorFirst ? params.slice(1) : params;
  const asVar = keyword(params) === 'var ';
  checkFreshParameters(region, fn, params, asVar);
  const error = errorFirst ? params[0]?.bindings[0] : undefined;
  const place = (binding: Binding): string =>
    region.names.place(binding, host, asVar, binding === error ? errorNameOf(operation, binding) : undefined);
  for (const value of values) if (value.used) value.bindings.forEach(place);
  for (const { param, used } of values) if (!used && hasPlainDefault(param)) region.removed.push(spanOf(param.right));
  const used = trimmed(values);
  const isList =
    promiseConvention(region, operation) === 'values' ||
    used.length > 1 ||
    used.some(({ param }) => !/^(?:Identifier|ObjectPattern|ArrayPattern)$/.test(param.type));
  const target = (): Part[] => (isList ? listPattern(used) : targetParts(used[0]!.param));
  const type = !isList && used[0] ? annotation(used[0], '') : [];
  const wanted: Wanted =
    isList && used.length > 0 ? 'values' : promiseConvention(region, operation) === 'values' ? 'values' : 'value';
  return {
    wanted,
    place,
    hasPattern: used.some(({ param }) => param.type !== 'Identifier'),
    ...saidTypes(region, fn, used, isList),
    argumentTypes: listTypes(trimmed(params)),
    declare: (awaited) => ({
      kind: 'line',
      parts:
        used.length === 0 ? [...awaited] : [asVar ? 'var ' : keyword(used), ...target(), ...type, ' = ', ...awaited],
    }),
    tryItems: (awaited, head, caught, endsFailure, extra) => {
      const variables = used.filter((value) => value.used);
      const names = variables.map((value): Part[] => [
        region.names.nameOf(value.bindings[0]!),
        ...annotation(value, asVar || endsFailure ? '' : '!'),
      ]);
      const assigned: Part[] = used.length === 0 ? [...awaited] : [...target(), ' = ', ...awaited];
      return attemptItems(asVar ? 'var ' : 'let ', extra ? [[extra], ...names] : names, assigned, head, caught);
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

/** What the handler says of the types of its values. */
function saidTypes(
  region: Region,
  fn: HandlerFunction,
  values: readonly Parameter[],
  isList: boolean,
): Pick<BoundValues, 'count' | 'untyped' | 'captured' | 'types'> {
  const used = values.filter((value) => value.used);
  const untyped = used.filter(({ param }) => !typeParts(param));
  return {
    count: used.length,
    untyped: untyped.length,
    captured: untyped.some(({ bindings }) => bindings.some((binding) => isCaptured(region, fn, binding))),
    types: isList ? listTypes(values) : undefined,
  };
}

/** `let v; try { v = await f(); } catch …`. */
function attemptItems(
  keyword: string,
  declared: readonly Part[][],
  assigned: Part[],
  head: readonly Part[],
  caught: readonly Item[],
): Item[] {
  const attempt: Item = {
    kind: 'braced',
    clauses: [
      { head: ['try'], body: [{ kind: 'line', parts: assigned }] },
      { head, body: caught },
    ],
    end: [],
  };
  const names = declared.flatMap((parts, index): Part[] => (index > 0 ? [', ', ...parts] : parts));
  return declared.length === 0 ? [attempt] : [{ kind: 'line', parts: [keyword, ...names] }, attempt];
}

/** True when a function that lives longer uses the variable; a callback inside goes where the handler goes. */
function isCaptured({ context }: Region, fn: HandlerFunction, { references }: Binding): boolean {
  const { parents } = context;
  return references.some(({ identifier }) => {
    let around = parents.enclosingFunction(identifier);
    while (around && around !== fn && errorParameter(around) && parents.get(around)?.key === 'arguments')
      around = parents.enclosingFunction(around);
    return around !== fn;
  });
}

/** What `var` declares without a value keeps that of the turn before. */
function checkFreshParameters(region: Region, fn: HandlerFunction, params: readonly Parameter[], asVar: boolean): void {
  const redeclared = params.flatMap(({ bindings }) => bindings).find(isRedeclared);
  if (asVar && redeclared && region.loop?.reachable) throw new Decline('operation-in-loop', fn, {});
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
