import { collectFacts } from '../analysis/collect-facts.js';
import { openProject, type ParsedFile, type ProjectFacts, type RunOptions, type SourceFile } from '../core/index.js';

/** The files that facts are read from: more than those that are edited. */
export interface ProjectInput {
  /** Absolute path. */
  readonly root: string;
  /** Every source file of the packages concerned, tests, examples and bins included. */
  readonly files: readonly SourceFile[];
  /** Parses on demand, each file once; undefined when the file does not parse. */
  readonly parse: (file: SourceFile) => ParsedFile | undefined;
}

/**
 * Collects what is known beyond a single file.
 *
 * @param project the files of the project, and how to parse them
 * @param options what the run was asked for
 */
export function planProject(project: ProjectInput, options: RunOptions): ProjectFacts {
  void options;
  const patched = new Set<string>();
  const repeating = new Set<string>();
  for (const source of project.files) {
    const file = project.parse(source);
    if (!file) continue;
    const facts = collectFacts(file);
    facts.patched.forEach((name) => patched.add(name));
    facts.repeating.forEach((name) => repeating.add(name));
  }
  return { ...openProject, patched, repeating };
}
