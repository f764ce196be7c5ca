import type ts from 'typescript';
import type { TypedValue } from '../../../core/index.js';
import type { TypedProgram } from './program.js';

type Arguments = ReadonlyMap<ts.Symbol, string>;

/**
 * The values that a callback gets after the error, as its declared type says, in whichever file: in words that mean the same
 * where the callback is declared.
 *
 * @returns `undefined` where that cannot be said in such words
 */
export function callbackValues(program: TypedProgram, callback: ts.ParameterDeclaration): TypedValue[] | undefined {
  const found = callback.type && functionOf(program, callback.type, new Map(), 0);
  if (!found) return undefined;
  const [, ...values] = found.parameters;
  const declared = values.map(({ type, questionToken, dotDotDotToken }): TypedValue | undefined => {
    const text = type && !dotDotDotToken ? textOf(program, type, found.args, callback) : undefined;
    return text === undefined ? undefined : { type: text, optional: questionToken !== undefined };
  });
  return declared.every((value) => value !== undefined) ? declared : undefined;
}

interface Found {
  readonly parameters: readonly ts.ParameterDeclaration[];
  readonly args: Arguments;
}

function functionOf(program: TypedProgram, type: ts.TypeNode, args: Arguments, depth: number): Found | undefined {
  const { compiler } = program;
  if (compiler.isFunctionTypeNode(type)) return { parameters: [...type.parameters], args };
  if (compiler.isParenthesizedTypeNode(type)) return functionOf(program, type.type, args, depth);
  if (compiler.isUnionTypeNode(type)) {
    const present = type.types.filter((one) => !isNothing(compiler, one));
    return present.length === 1 ? functionOf(program, present[0]!, args, depth) : undefined;
  }
  return compiler.isTypeReferenceNode(type) && depth < 5 ? referred(program, type, args, depth) : undefined;
}

function isNothing(compiler: TypedProgram['compiler'], type: ts.TypeNode): boolean {
  const { SyntaxKind } = compiler;
  const kind = compiler.isLiteralTypeNode(type) ? type.literal.kind : type.kind;
  return kind === SyntaxKind.NullKeyword || kind === SyntaxKind.UndefinedKeyword;
}

/** `Done<T>`, which may be declared in another file. */
function referred(program: TypedProgram, type: ts.TypeReferenceNode, outer: Arguments, depth: number) {
  const { compiler, checker } = program;
  const [declared, ...others] = program.symbolOf(type.typeName)?.declarations ?? [];
  if (!declared || others.length > 0) return undefined;
  if (!compiler.isTypeAliasDeclaration(declared) && !compiler.isInterfaceDeclaration(declared)) return undefined;
  const args = new Map<ts.Symbol, string>();
  for (const [index, parameter] of (declared.typeParameters ?? []).entries()) {
    const given = type.typeArguments?.[index];
    const value = given ?? parameter.default;
    const symbol = checker.getSymbolAtLocation(parameter.name);
    const text = value && textOf(program, value, given ? outer : args, type);
    if (text === undefined || !symbol) return undefined;
    args.set(symbol, text);
  }
  if (compiler.isTypeAliasDeclaration(declared)) return functionOf(program, declared.type, args, depth + 1);
  const [only, ...more] = declared.members;
  return only && compiler.isCallSignatureDeclaration(only) && more.length === 0
    ? { parameters: [...only.parameters], args }
    : undefined;
}

/** A type with the parameters around it filled in, when each name in it means the same at the place. */
function textOf(program: TypedProgram, type: ts.TypeNode, args: Arguments, place: ts.Node): string | undefined {
  const { compiler, checker } = program;
  const text = type.getSourceFile().text;
  let at = type.getStart();
  let result = '';
  const unknown: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (compiler.isIdentifier(node) && isTypeName(compiler, node)) {
      const symbol = checker.getSymbolAtLocation(node);
      const value = symbol && args.get(symbol);
      if (value !== undefined) {
        const inOneWord = node.parent === type || /^[\w.$<>[\]]+$/.test(value) ? value : `(${value})`;
        result += text.slice(at, node.getStart()) + inOneWord;
        at = node.getEnd();
      } else if (!symbol || !meansTheSame(program, node, place)) unknown.push(node);
    }
    compiler.forEachChild(node, visit);
  };
  visit(type);
  return unknown.length === 0 ? result + text.slice(at, type.getEnd()) : undefined;
}

const isTypeName = (compiler: TypedProgram['compiler'], { parent }: ts.Identifier): boolean =>
  compiler.isTypeReferenceNode(parent) ||
  compiler.isTypeQueryNode(parent) ||
  compiler.isExpressionWithTypeArguments(parent) ||
  compiler.isQualifiedName(parent);

function meansTheSame(program: TypedProgram, name: ts.Identifier, place: ts.Node): boolean {
  const { checker, compiler } = program;
  if (compiler.isQualifiedName(name.parent) && name.parent.right === name) return true;
  if (name.getSourceFile() === place.getSourceFile()) return true;
  const { Type, Namespace, Alias, Value } = compiler.SymbolFlags;
  const there = checker
    .getSymbolsInScope(place, Type | Namespace | Alias | Value)
    .find((one) => one.name === name.text);
  const meant = there && there.flags & Alias ? checker.getAliasedSymbol(there) : there;
  return meant !== undefined && meant === program.symbolOf(name);
}
