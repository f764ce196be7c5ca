import { relative, sep } from 'node:path';
import type ts from 'typescript';
import type { Compiler } from '../load-compiler.js';

/** What the compiler knows of the files of a project. */
export class TypedProgram {
  readonly checker: ts.TypeChecker;
  /** The project's own files, by their paths. */
  readonly files: ReadonlyMap<string, ts.SourceFile>;

  /**
   * @param paths those of the project's own files
   * @param root absolute path of the project
   */
  constructor(
    readonly compiler: Compiler,
    program: ts.Program,
    paths: ReadonlySet<string>,
    private readonly root: string,
  ) {
    this.checker = program.getTypeChecker();
    const own = program.getSourceFiles().map((file) => [this.pathOf(file), file] as const);
    this.files = new Map(own.filter(([path, file]) => paths.has(path) && !file.isDeclarationFile));
    this.#isLibrary = (file) => program.isSourceFileDefaultLibrary(file);
  }

  readonly #isLibrary: (file: ts.SourceFile) => boolean;

  pathOf(file: ts.SourceFile): string {
    return relative(this.root, file.fileName).split(sep).join('/');
  }

  isOwn(node: ts.Node): boolean {
    return this.files.has(this.pathOf(node.getSourceFile()));
  }

  /** True for what the language itself has. */
  isBuiltin(node: ts.Node): boolean {
    return this.#isLibrary(node.getSourceFile());
  }

  /** `lib/run.ts:12` */
  placeOf(node: ts.Node): string {
    const file = node.getSourceFile();
    return `${this.pathOf(file)}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
  }

  /** The declarations of a property of a type; `undefined` when nothing is known of the type. */
  membersOf(type: ts.Type, name: string): readonly ts.Declaration[] | undefined {
    const { TypeFlags } = this.compiler;
    if (type.flags & (TypeFlags.Any | TypeFlags.Unknown)) return undefined;
    const apparent = this.checker.getApparentType(this.checker.getNonNullableType(type));
    return apparent.getProperty(name)?.declarations ?? [];
  }

  /** Of the objects that a class makes, for the class itself. */
  membersOfMade(type: ts.Type, name: string): readonly ts.Declaration[] {
    return type.getConstructSignatures().flatMap((signature) => this.membersOf(signature.getReturnType(), name) ?? []);
  }

  symbolOf(node: ts.Node): ts.Symbol | undefined {
    const symbol = this.checker.getSymbolAtLocation(node);
    return symbol && symbol.flags & this.compiler.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }
}
