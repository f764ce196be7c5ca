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
export const planProject: (project: ProjectInput, options: RunOptions) => ProjectFacts = () => openProject;
