import { dirname, join } from 'node:path';
import type { FunctionRef } from '../../../analysis/modules/function-ref.js';
import type { ModuleGraph } from '../../../analysis/modules/module-graph.js';
import type { SourceFile } from '../../../core/index.js';
import { ProjectChecker } from '../check-project.js';
import { nearestConfig, readProjects, type TypeProject } from '../find-config.js';
import { loadCompiler, type Compiler } from '../load-compiler.js';
import { findMemberGroups } from './find-member-groups.js';
import type { MemberGroup } from './member-group.js';
import { TypedProgram } from './program.js';
import { MultiMap } from '../../../core/multi-map.js';

/** What packages and the language declare does not change while coshift runs, and takes most of the time to read. */
const checkers = new Map<string, ProjectChecker>();

/** Knows which methods of TypeScript's classes types connect. The compiler is loaded when somebody asks. */
export class TypedMembers {
  /**
   * @param root absolute path of the project
   * @param files every file of it, as it is now
   */
  constructor(
    private readonly root: string,
    private readonly files: readonly SourceFile[],
    private readonly graph: ModuleGraph,
  ) {}

  /**
   * @param refs methods that could lose their callbacks; those in JavaScript have no types
   * @returns the groups that they are in; nothing where there is no compiler, or no configuration
   */
  groupsOf(refs: readonly FunctionRef[]): readonly MemberGroup[] {
    const byConfig = new MultiMap<string, FunctionRef>();
    for (const ref of refs) {
      const config = isTypeScript(ref.path) ? nearestConfig(this.root, ref.path) : undefined;
      if (config !== undefined) byConfig.add(config, ref);
    }
    return [...byConfig].flatMap(([config, own]) => {
      const compiler = loadCompiler(dirname(config));
      return compiler ? this.#groupsIn(compiler, config, own) : [];
    });
  }

  #groupsIn(compiler: Compiler, config: string, refs: readonly FunctionRef[]): MemberGroup[] {
    const left = new Set(refs);
    return readProjects(compiler, config, this.root).flatMap((project) => {
      const named = new Set(project.files);
      const own = [...left].filter(({ path }) => named.has(join(this.root, path)));
      own.forEach((ref) => left.delete(ref));
      return own.length > 0 ? findMemberGroups(...this.#asked(compiler, project, own)) : [];
    });
  }

  #asked(compiler: Compiler, project: TypeProject, refs: readonly FunctionRef[]): Parameters<typeof findMemberGroups> {
    let checker = checkers.get(project.config);
    if (!checker) checkers.set(project.config, (checker = new ProjectChecker(compiler, project)));
    // Offsets are those of the text with its byte-order mark.
    const texts = this.files.map(({ path, text }) => [join(this.root, path), text.replace(/^\uFEFF/, ' ')] as const);
    const paths = new Set(this.files.map(({ path }) => path));
    const program = new TypedProgram(compiler, checker.program([], new Map(texts)), paths, this.root);
    const entries = [...program.files].flatMap(([path, file]) => (this.graph.isEntry(path) ? [file] : []));
    const unread = new Map(
      this.files.flatMap(({ path, text }) => (program.files.has(path) || isDeclaration(path) ? [] : [[path, text]])),
    );
    return [program, { refs, entries, unread }];
  }
}

const isTypeScript = (path: string): boolean => /\.[cm]?tsx?$/.test(path) && !isDeclaration(path);
const isDeclaration = (path: string): boolean => /\.d\.[cm]?ts$/.test(path);
