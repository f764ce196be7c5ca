import type { Node, TSFunctionType, TSType, TSTypeReference } from '@babel/types';
import type { FileContext } from '../../../analysis/file-context.js';
import { walk } from '../../../syntax/walk.js';
import type { Part } from '../../items.js';
import { annotatedType } from './declared-type.js';

/** A value that a callback is declared to get after the error. */
export interface DeclaredValue {
  readonly type: readonly Part[];
  /** True for `value?: T`. */
  readonly optional: boolean;
}

type Arguments = ReadonlyMap<string, readonly Part[]>;

/**
 * The values that a callback parameter is declared to get, as far as the file says: in place, or in a type of its own
 * with or without parameters.
 *
 * @returns `undefined` when the declaration stands elsewhere
 */
export function declaredValues(context: FileContext, param: Node): readonly DeclaredValue[] | undefined {
  const type = annotatedType(param);
  const found = type && functionType(context, type, new Map(), 0);
  if (!found) return undefined;
  const [, ...values] = found.fn.parameters;
  const declared = values.map((value): DeclaredValue | undefined => {
    const said = annotatedType(value);
    if (!said || value.type !== 'Identifier') return undefined;
    return { type: withoutBrackets(substituted(said, found.args)), optional: value.optional === true };
  });
  return declared.every((value) => value !== undefined) ? declared : undefined;
}

interface Found {
  readonly fn: { readonly parameters: TSFunctionType['parameters'] };
  readonly args: Arguments;
}

function functionType(context: FileContext, type: TSType, args: Arguments, depth: number): Found | undefined {
  switch (type.type) {
    case 'TSFunctionType':
      return { fn: type, args };
    case 'TSParenthesizedType':
      return functionType(context, type.typeAnnotation, args, depth);
    case 'TSUnionType': {
      const present = type.types.filter((one) => one.type !== 'TSNullKeyword' && one.type !== 'TSUndefinedKeyword');
      return present.length === 1 ? functionType(context, present[0]!, args, depth) : undefined;
    }
    case 'TSTypeReference':
      return depth < 5 ? referred(context, type, args, depth) : undefined;
    default:
      return undefined;
  }
}

/** `type Done<T> = (err: Error | null, value: T) => void`, `interface Done<T> { (err: Error | null, value: T): void }`. */
function referred(context: FileContext, type: TSTypeReference, outer: Arguments, depth: number): Found | undefined {
  if (type.typeName.type !== 'Identifier') return undefined;
  const declared = typeDeclaration(context, type.typeName.name);
  if (!declared) return undefined;
  const given = type.typeParameters?.params ?? [];
  const args = new Map<string, readonly Part[]>();
  for (const [index, parameter] of (declared.typeParameters?.params ?? []).entries()) {
    const value = given[index] ?? parameter.default;
    if (!value) return undefined;
    args.set(parameter.name, inOneWord(value, substituted(value, given[index] ? outer : args)));
  }
  if (declared.type === 'TSTypeAliasDeclaration')
    return functionType(context, declared.typeAnnotation, args, depth + 1);
  const [only, ...others] = declared.body.body;
  return only?.type === 'TSCallSignatureDeclaration' && others.length === 0 ? { fn: only, args } : undefined;
}

function typeDeclaration({ file }: FileContext, name: string) {
  for (const statement of file.ast.program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'TSTypeAliasDeclaration' && declaration?.type !== 'TSInterfaceDeclaration') continue;
    if (declaration.id.name === name) return declaration;
  }
  return undefined;
}

/** The type with the parameters of its declaration filled in. */
function substituted(type: TSType, args: Arguments): Part[] {
  const parts: Part[] = [];
  let at = type.start!;
  walk(type, {
    enter(node) {
      if (node.type !== 'TSTypeReference' || node.typeName.type !== 'Identifier') return undefined;
      const value = args.get(node.typeName.name);
      if (!value) return undefined;
      parts.push({ start: at, end: node.start! }, ...value);
      at = node.end!;
      return 'skip';
    },
  });
  return [...parts, { start: at, end: type.end! }].filter((part) => !isEmpty(part));
}

/** `A | B` of `(A | B)`, where that is the whole type. */
function withoutBrackets(parts: Part[]): Part[] {
  const inner = parts.slice(1, -1);
  const isWhole = parts.length > 2 && parts[0] === '(' && parts.at(-1) === ')' && !inner.includes('(');
  return isWhole ? inner : parts;
}

const isEmpty = (part: Part): boolean => typeof part === 'object' && 'start' in part && part.start === part.end;

/** `(A | B)`, so that it may stand before `[]`. */
const inOneWord = ({ type }: TSType, parts: readonly Part[]): readonly Part[] =>
  /^TS(?:Union|Intersection|Function|Conditional|Constructor|TypeOperator|Infer)Type?$/.test(type)
    ? ['(', ...parts, ')']
    : parts;
