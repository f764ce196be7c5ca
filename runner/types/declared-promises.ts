import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { isBuiltin } from 'node:module';
import type ts from 'typescript';
import { parse as parseVersion, valid } from 'semver';
import type { DeclaredPromise, ImportedName } from '../../core/index.js';
import type { Packages } from '../packages.js';
import { promiseOf, type DeclaredFunction } from './declared-signatures.js';
import { loadCompiler, type Compiler } from './load-compiler.js';

/** A function of a package, and the package whose types describe it. */
interface Found {
  readonly fn: DeclaredFunction;
  readonly types: string;
}

/**
 * Knows which functions of installed packages give a promise when their callback is left out, as far as the types of the
 * package say so, or those of `@types` for it. The compiler is loaded when somebody asks about a package that has types;
 * without one nothing is known.
 */
export class DeclaredPromises {
  readonly #answers = new Map<string, DeclaredPromise | undefined>();
  readonly #functions = new Map<string, Found | undefined>();
  readonly #sources = new Map<string, ts.SourceFile | undefined>();

  constructor(private readonly packages: Packages) {}

  /**
   * @param path of the file that calls, relative to the root
   * @param name of what it calls
   * @param count of the arguments before the callback
   */
  ask(path: string, name: ImportedName, count: number): DeclaredPromise | undefined {
    const key = JSON.stringify([posix.dirname(path), name, isModule(this.packages, path), count]);
    if (!this.#answers.has(key)) this.#answers.set(key, this.#answer(path, name, count));
    return this.#answers.get(key);
  }

  #answer(path: string, name: ImportedName, count: number): DeclaredPromise | undefined {
    const owner = packageName(name.specifier);
    const version = owner === undefined ? undefined : this.packages.dependency(path, owner);
    // What may come in several versions is not described by the one that is there.
    if (owner === undefined || version === undefined || valid(version) === null) return undefined;
    const found = this.#functionOf(path, name, owner, version);
    const promise = found && promiseOf(found.fn, count);
    return promise && { ...promise, types: found.types };
  }

  #functionOf(path: string, name: ImportedName, owner: string, version: string): Found | undefined {
    const key = JSON.stringify([posix.dirname(path), name, isModule(this.packages, path)]);
    if (!this.#functions.has(key)) this.#functions.set(key, this.#find(path, name, owner, version));
    return this.#functions.get(key);
  }

  #find(path: string, name: ImportedName, owner: string, version: string): Found | undefined {
    const folder = join(this.packages.root, posix.dirname(path));
    if (!hasTypes(this.packages.root, folder, owner)) return undefined;
    const compiler = loadCompiler(folder);
    if (!compiler) return undefined;
    const file = join(folder, `coshift-declared.${isModule(this.packages, path) ? 'mts' : 'cts'}`);
    const program = this.#program(compiler, file, importOf(name));
    const fn = functionIn(compiler, program, file, name.member);
    const types = fn && typesOf(fn, owner, version);
    return fn && types !== undefined ? { fn, types } : undefined;
  }

  #program(compiler: Compiler, file: string, text: string): ts.Program {
    const options: ts.CompilerOptions = {
      module: compiler.ModuleKind.NodeNext,
      moduleResolution: compiler.ModuleResolutionKind.NodeNext,
      target: compiler.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts'],
      types: [],
      strict: true,
      esModuleInterop: true,
      skipLibCheck: true,
      noEmit: true,
    };
    const host = compiler.createCompilerHost(options, true);
    const read = host.getSourceFile.bind(host);
    return compiler.createProgram([file], options, {
      ...host,
      fileExists: (path) => path === file || host.fileExists(path),
      readFile: (path) => (path === file ? text : host.readFile(path)),
      getSourceFile: (path, version, ...rest) => {
        if (path === file) return compiler.createSourceFile(path, text, version, true);
        if (!this.#sources.has(path)) this.#sources.set(path, read(path, version, ...rest));
        return this.#sources.get(path);
      },
    });
  }
}

/** `@scope/name` of `@scope/name/part`; undefined for a path, and for modules of Node. */
function packageName(specifier: string): string | undefined {
  if (isBuiltin(specifier)) return undefined;
  return /^(?:@[^/.][^/]*\/)?[^/.@][^/]*/.exec(specifier)?.[0];
}

/** Whether imports of a file are those of Node's own modules. */
function isModule(packages: Packages, path: string): boolean {
  if (/\.[cm][jt]sx?$/.test(path)) return /\.m[jt]sx?$/.test(path);
  const manifest = packages.manifestOf(path);
  return manifest !== undefined && packages.read(manifest)?.type === 'module';
}

/** Spares loading the compiler for packages without types. */
function hasTypes(root: string, folder: string, owner: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    const modules = join(at, 'node_modules');
    if (existsSync(join(modules, '@types', mangled(owner)))) return true;
    const manifest = join(modules, owner, 'package.json');
    if (existsSync(manifest)) {
      const text = readFileSync(manifest, 'utf8');
      return /"(?:types|typings)"/.test(text) || existsSync(join(modules, owner, 'index.d.ts'));
    }
    if (at === root || at === dirname(at)) return false;
  }
}

/** `@scope/name` is `scope__name` among the types of others. */
const mangled = (owner: string): string => owner.replace(/^@([^/]+)\//, '$1__');

function importOf({ specifier, form }: ImportedName): string {
  const source = JSON.stringify(specifier);
  if (form === 'require') return `import it = require(${source});\nit;\n`;
  return `import ${form === 'default' ? 'it' : '* as it'} from ${source};\nit;\n`;
}

function functionIn(
  compiler: Compiler,
  program: ts.Program,
  file: string,
  member: string | undefined,
): DeclaredFunction | undefined {
  const checker = program.getTypeChecker();
  const statement = program.getSourceFile(file)?.statements[1];
  if (!statement || !compiler.isExpressionStatement(statement)) return undefined;
  const { expression } = statement;
  const whole = checker.getTypeAtLocation(expression);
  const property = member === undefined ? undefined : checker.getPropertyOfType(whole, member);
  if (member !== undefined && !property) return undefined;
  const type = property ? checker.getTypeOfSymbolAtLocation(property, expression) : whole;
  return { compiler, program, checker, signatures: type.getCallSignatures() };
}

/**
 * The package that declares all signatures of a function: the one that has it, or that of `@types` for it, when it
 * describes the version that is installed, or an older one that this one is compatible with.
 */
function typesOf({ signatures }: DeclaredFunction, owner: string, version: string): string | undefined {
  const roots = new Set(signatures.map(({ declaration }) => packageRoot(declaration?.getSourceFile().fileName ?? '')));
  const [root] = roots;
  if (roots.size !== 1 || root === undefined) return undefined;
  const { name, version: described } = readManifest(root);
  if (name === owner) return described === version ? name : undefined;
  if (name !== `@types/${mangled(owner)}`) return undefined;
  const [types, installed] = [parseVersion(described), parseVersion(version)];
  if (types?.major !== installed?.major || !types || !installed) return undefined;
  const isDescribed = types.major === 0 ? types.minor === installed.minor : types.minor <= installed.minor;
  return isDescribed ? name : undefined;
}

/** The folder of the package that a file below `node_modules` belongs to. */
function packageRoot(file: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
}

function readManifest(folder: string): { readonly name?: string; readonly version?: string } {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string; version?: string };
  } catch {
    return { name: basename(folder) };
  }
}
