import type { AssignmentPattern, Node } from '@babel/types';
import type { HandlerFunction } from '../../../analysis/handler.js';
import type { Binding } from '../../../syntax/scope.js';
import { walk } from '../../../syntax/walk.js';
import type { Part } from '../../items.js';
import type { Region } from '../regions/region.js';
import { targetParts, typeParts } from '../typed/declared-type.js';

/** A parameter of a handler, with the variables that it declares. */
export interface Parameter {
  readonly param: Node;
  readonly used: boolean;
  readonly bindings: readonly Binding[];
}

/** `value = 'none'`: it goes with a parameter that nobody reads. */
export const hasPlainDefault = (param: Node): param is AssignmentPattern =>
  param.type === 'AssignmentPattern' && param.left.type === 'Identifier' && PLAIN.test(param.right.type);

const PLAIN = /^(?:(?:String|Numeric|Boolean|Null|BigInt|RegExp)Literal|Identifier)$/;

export const parametersOf = (region: Region, fn: HandlerFunction): Parameter[] =>
  fn.params.map((param) => ({ param, used: isUsed(region, param), bindings: bindingsIn(region, param) }));

/** What declares variables in the place of parameters. */
export function keyword(list: readonly Parameter[]): string {
  if (list.some(({ bindings }) => bindings.some(isRedeclared))) return 'var ';
  return list.some(({ bindings }) => bindings.some(isReassigned)) ? 'let ' : 'const ';
}

/** `: T` behind a variable. */
export function annotation({ param }: Parameter, mark: '' | '!'): Part[] {
  const type = typeParts(param);
  return type ? [`${mark}: `, ...type] : [];
}

/** `[Error | null, string]`; nothing when a parameter that is used does not say its type. */
export function listTypes(list: readonly Parameter[]): Part[] | undefined {
  if (!list.some(({ param }) => typeParts(param)) || list.some(({ param }) => param.type === 'RestElement'))
    return undefined;
  const types = list.map(({ param, used }) => typeParts(param) ?? (used ? undefined : ['unknown']));
  if (types.includes(undefined)) return undefined;
  return ['[', ...types.flatMap((type, index) => (index > 0 ? [', ', ...type!] : type!)), ']'];
}

/** `[a, , c]`: what is not used leaves a hole. */
export function listPattern(list: readonly Parameter[]): Part[] {
  const entries = list.flatMap(({ param, used }, index): Part[] => [
    index > 0 ? (used ? ', ' : ',') : '',
    ...(used ? targetParts(param) : []),
  ]);
  return ['[', ...entries, ']'];
}

/** Without the unused parameters at the end. */
export function trimmed<T extends { readonly used: boolean }>(params: readonly T[]): readonly T[] {
  let end = params.length;
  while (end > 0 && !params[end - 1]!.used) end--;
  return params.slice(0, end);
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

/** What takes a value apart, or makes one that is missing, does something where nobody reads what it declares, too. */
function isUsed(region: Region, param: Node): boolean {
  if (/^(?:Object|Array)Pattern$/.test(param.type)) return true;
  if (param.type === 'AssignmentPattern' && !hasPlainDefault(param)) return true;
  return bindingsIn(region, param).some((binding) => binding.references.length > 0 || isRedeclared(binding));
}

/** A parameter and a `var` of one name are one variable; only `var` may be said twice. */
export const isRedeclared = (binding: Binding): boolean => binding.declarations.length > 1;

const isReassigned = (binding: Binding): boolean => binding.references.some((reference) => reference.kind !== 'read');
