import { existsSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import type ts from 'typescript';
import { isInside } from '../find-root.js';
import type { Compiler } from './load-compiler.js';

/** A `tsconfig.json` as the compiler understands it. */
export interface TypeProject {
  /** Absolute path of the configuration. */
  readonly config: string;
  readonly options: ts.CompilerOptions;
  /** Absolute paths of the files it names. */
  readonly files: readonly string[];
}

/**
 * The nearest `tsconfig.json` at or above a file, or `jsconfig.json`, which has the compiler read JavaScript.
 *
 * @param root absolute path of the project, above which nothing is looked for
 * @param path relative to it, with forward slashes
 * @returns an absolute path; undefined when there is none
 */
export function nearestConfig(root: string, path: string): string | undefined {
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    const config = ['tsconfig.json', 'jsconfig.json'].map((name) => join(root, folder, name)).find(existsSync);
    if (config !== undefined) return config;
    if (folder === '.') return undefined;
  }
}

/** Reads a configuration, and those that it refers to: each file belongs to the first that names it. */
export function readProjects(compiler: Compiler, config: string, root: string): readonly TypeProject[] {
  const projects: TypeProject[] = [];
  const seen = new Set<string>();
  const open = [config];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const parsed = compiler.getParsedCommandLineOfConfigFile(next, quiet, {
      ...compiler.sys,
      onUnRecoverableConfigFileDiagnostic: () => undefined,
    });
    if (!parsed) continue;
    projects.push({ config: next, options: { ...parsed.options, ...quiet }, files: parsed.fileNames });
    for (const reference of parsed.projectReferences ?? []) {
      const path = compiler.resolveProjectReferencePath(reference);
      if (isInside(dirname(path), root)) open.push(path);
    }
  }
  return projects;
}

/** Nothing is written, and no state of an earlier build is read. */
const quiet: ts.CompilerOptions = { noEmit: true, incremental: false, composite: false, tsBuildInfoFile: undefined };
