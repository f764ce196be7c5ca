import { dirname } from 'node:path';
import type ts from 'typescript';
import { isInside } from '../find-root.js';
import type { TypeProject } from './find-config.js';
import type { Compiler } from './load-compiler.js';
import { shimTypes } from './shim-types.js';

/** What the compiler says about a place of a file. */
export interface TypeProblem {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
  /** Offset in the text that was checked. */
  readonly start: number;
  readonly code: number;
  readonly message: string;
  /** The text of the line, by which a problem is known again when others were added above it. */
  readonly text: string;
}

/** Files by absolute path whose text is not the one on disk. */
export type Overlay = ReadonlyMap<string, string>;

type Sources = Map<string, ts.SourceFile | undefined>;

/** Most of what a compiler reads is the same for all projects with the same options, and read once. */
const shared = new WeakMap<Compiler, Map<string, Sources>>();

function sharedFor(compiler: Compiler, options: string): Sources {
  const byOptions = shared.get(compiler) ?? new Map<string, Sources>();
  shared.set(compiler, byOptions);
  const sources: Sources = byOptions.get(options) ?? new Map<string, ts.SourceFile | undefined>();
  byOptions.set(options, sources);
  return sources;
}

/** Checks the files of a project under several texts; what does not differ is read and parsed once. */
export class ProjectChecker {
  readonly #sources = new Map<string, ts.SourceFile | undefined>();
  /** The language's own declarations, and those that are installed elsewhere. */
  readonly #shared: Sources;

  constructor(
    private readonly compiler: Compiler,
    private readonly project: TypeProject,
  ) {
    const options = { ...project.options, configFilePath: undefined };
    this.#shared = sharedFor(compiler, JSON.stringify(options));
  }

  /** The files of the project, and others, as the compiler understands them. */
  program(files: readonly string[], overlay: Overlay): ts.Program {
    const roots = [...new Set([...this.project.files, ...files])];
    return this.compiler.createProgram(roots, this.project.options, this.#host(overlay));
  }

  /** The problems in some of the files. */
  check(files: readonly string[], overlay: Overlay): readonly TypeProblem[] {
    const program = this.program(files, overlay);
    return files.flatMap((path) => {
      const file = program.getSourceFile(path);
      return file ? this.#problems(program, file) : [];
    });
  }

  /** The given files, and those of the project that import them in however many steps. */
  withImporters(files: readonly string[]): readonly string[] {
    const importers = this.#importers();
    const found = new Set(files);
    for (const path of found) importers.get(path)?.forEach((importer) => found.add(importer));
    return [...found];
  }

  #importers(): ReadonlyMap<string, readonly string[]> {
    const { compiler, project } = this;
    const cache = compiler.createModuleResolutionCache(compiler.sys.getCurrentDirectory(), (name) => name);
    const importers = new Map<string, string[]>();
    for (const importer of project.files) {
      const { importedFiles } = compiler.preProcessFile(compiler.sys.readFile(importer) ?? '', true, true);
      for (const { fileName } of importedFiles) {
        const { resolvedModule } = compiler.resolveModuleName(fileName, importer, project.options, compiler.sys, cache);
        if (!resolvedModule || resolvedModule.isExternalLibraryImport) continue;
        const list = importers.get(resolvedModule.resolvedFileName);
        if (list) list.push(importer);
        else importers.set(resolvedModule.resolvedFileName, [importer]);
      }
    }
    return importers;
  }

  #problems(program: ts.Program, file: ts.SourceFile): TypeProblem[] {
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found
      .filter(({ category }) => category === this.compiler.DiagnosticCategory.Error)
      .map(({ code, messageText, start = 0 }) => ({
        file: file.fileName,
        line: file.getLineAndCharacterOfPosition(start).line + 1,
        start,
        code,
        message: this.compiler.flattenDiagnosticMessageText(messageText, '\n').split('\n')[0]!,
        text: lineAround(file.text, start),
      }));
  }

  #host(overlay: Overlay): ts.CompilerHost {
    const { compiler, project } = this;
    const host = compiler.createCompilerHost(project.options, true);
    const read = host.getSourceFile.bind(host);
    const cache = compiler.createModuleResolutionCache(host.getCurrentDirectory(), (name) =>
      host.getCanonicalFileName(name),
    );
    return {
      ...host,
      getSourceFile: (path, version, ...rest) => {
        const text = overlay.get(path);
        if (text !== undefined) return compiler.createSourceFile(path, text, version, true);
        const sources = isInside(path, dirname(project.config)) ? this.#sources : this.#shared;
        if (!sources.has(path)) sources.set(path, read(path, version, ...rest));
        return sources.get(path);
      },
      readFile: (path) => overlay.get(path) ?? host.readFile(path),
      resolveModuleNameLiterals: (literals, containing, redirected, options, containingFile) =>
        literals.map(({ text }, index) => {
          const literal = literals[index]!;
          const mode = compiler.getModeForUsageLocation(containingFile, literal, options);
          const found = compiler.resolveModuleName(text, containing, options, host, cache, redirected, mode);
          return found.resolvedModule ? found : { resolvedModule: ownShim(compiler, text) };
        }),
    };
  }
}

const lineAround = (text: string, offset: number): string =>
  (text.slice(0, offset).split('\n').at(-1)! + text.slice(offset).split('\n')[0]!).trim();

/** The project installs the shim after the conversion that asks for it. */
function ownShim(compiler: Compiler, specifier: string): ts.ResolvedModuleFull | undefined {
  const path = shimTypes(specifier);
  return path === undefined
    ? undefined
    : { resolvedFileName: path, extension: compiler.Extension.Dcts, isExternalLibraryImport: true };
}
