import type ts from 'typescript';
import type { TypedProgram } from './program.js';

/** What code outside of a package can reach of its types. */
export interface PublicMembers {
  /** Declarations of members. */
  readonly declarations: ReadonlySet<ts.Declaration>;
  /** True when something is handed out of which nothing is said. */
  readonly isOpen: boolean;
}

/**
 * Follows what entry points export, through parameters, results and members, to every declaration that code outside of the
 * package may call, or implement.
 */
export function publicMembers(program: TypedProgram, entries: readonly ts.SourceFile[]): PublicMembers {
  const walk = new Surface(program);
  for (const entry of entries) walk.addModule(entry);
  return walk;
}

class Surface implements PublicMembers {
  readonly declarations = new Set<ts.Declaration>();
  isOpen = false;
  readonly #seen = new Set<ts.Type>();
  readonly #left: ts.Type[] = [];

  constructor(private readonly program: TypedProgram) {}

  addModule(file: ts.SourceFile): void {
    const { checker, compiler } = this.program;
    const { Alias, Value, Type } = compiler.SymbolFlags;
    const module = checker.getSymbolAtLocation(file);
    for (const exported of module ? checker.getExportsOfModule(module) : []) {
      const symbol = exported.flags & Alias ? checker.getAliasedSymbol(exported) : exported;
      if (symbol.flags & Value) this.#give(checker.getTypeOfSymbolAtLocation(symbol, file));
      if (symbol.flags & Type) this.#left.push(checker.getDeclaredTypeOfSymbol(symbol));
    }
    for (let next = this.#left.pop(); next; next = this.#left.pop()) this.#visit(next, file);
  }

  /** What is handed out under no type may be anything. */
  #give(type: ts.Type): void {
    if (type.flags & this.program.compiler.TypeFlags.Any) this.isOpen = true;
    this.#left.push(type);
  }

  #visit(type: ts.Type, at: ts.Node): void {
    if (this.#seen.has(type)) return;
    this.#seen.add(type);
    const { checker } = this.program;
    if (type.isUnionOrIntersection()) this.#left.push(...type.types);
    if (type.aliasTypeArguments) this.#left.push(...type.aliasTypeArguments);
    if (isReference(this.program.compiler, type)) this.#left.push(...checker.getTypeArguments(type));
    const index = [type.getStringIndexType(), type.getNumberIndexType(), type.getConstraint()];
    this.#left.push(...index.filter((one) => one !== undefined));
    for (const signature of [...type.getCallSignatures(), ...type.getConstructSignatures()]) {
      this.#give(signature.getReturnType());
      for (const parameter of signature.parameters) this.#left.push(checker.getTypeOfSymbolAtLocation(parameter, at));
    }
    for (const member of type.getProperties()) {
      const declared = (member.declarations ?? []).filter((one) => this.program.isOwn(one));
      if (declared.length === 0 || declared.some((one) => isHidden(this.program.compiler, one))) continue;
      declared.forEach((one) => this.declarations.add(one));
      this.#left.push(checker.getTypeOfSymbolAtLocation(member, at));
    }
  }
}

/** `#member`, `private member`. */
export function isHidden(compiler: TypedProgram['compiler'], declared: ts.Declaration): boolean {
  const name = compiler.getNameOfDeclaration(declared);
  if (name && compiler.isPrivateIdentifier(name)) return true;
  return (compiler.getCombinedModifierFlags(declared) & compiler.ModifierFlags.Private) !== 0;
}

const isReference = (compiler: TypedProgram['compiler'], type: ts.Type): type is ts.TypeReference =>
  (type.flags & compiler.TypeFlags.Object) !== 0 &&
  ((type as ts.ObjectType).objectFlags & compiler.ObjectFlags.Reference) !== 0;
