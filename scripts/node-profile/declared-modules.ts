import { builtinModules } from 'node:module';
import ts from 'typescript';

/** A module of Node as its type declarations describe it. */
export interface DeclaredModule {
  readonly name: string;
  readonly exports: readonly ts.Symbol[];
}

export interface Declarations {
  readonly checker: ts.TypeChecker;
  readonly modules: readonly DeclaredModule[];
}

const entry = 'node-profile-entry.ts';

/** Type-checks an empty file with `@types/node` in view and gives every public module it declares. */
export function readDeclarations(root: string): Declarations {
  const options: ts.CompilerOptions = {
    types: ['node'],
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.NodeNext,
    strict: true,
  };
  const program = ts.createProgram([`${root}/${entry}`], options, entryHost(options, root));
  const checker = program.getTypeChecker();
  const ambient = new Map(checker.getAmbientModules().map((symbol) => [symbol.name.slice(1, -1), symbol]));
  const modules = publicModules().flatMap((name) => {
    const symbol = ambient.get(name);
    return symbol ? [{ name, exports: exportsOf(checker, symbol) }] : [];
  });
  if (modules.length === 0) throw new Error('the declarations of Node were not found: is @types/node installed?');
  return { checker, modules };
}

function entryHost(options: ts.CompilerOptions, root: string): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getCurrentDirectory = () => root;
  host.fileExists = (file) => file.endsWith(entry) || ts.sys.fileExists(file);
  host.getSourceFile = (file, ...rest) =>
    file.endsWith(entry)
      ? ts.createSourceFile(file, 'export {};', ts.ScriptTarget.ES2023)
      : getSourceFile(file, ...rest);
  return host;
}

/** What `import *` would see; for `export =` the members of the exported value too. */
function exportsOf(checker: ts.TypeChecker, module: ts.Symbol): ts.Symbol[] {
  return checker.getExportsOfModule(module).map((symbol) => {
    return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  });
}

function publicModules(): string[] {
  return builtinModules.filter((name) => !name.startsWith('_') && !name.includes('internal')).sort();
}
