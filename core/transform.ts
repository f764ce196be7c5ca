import type { Edit } from './edit.js';
import type { ParsedFile } from './parsed-file.js';
import type { FilePlan } from './plan.js';
import type { ProjectFacts } from './project-facts.js';
import type { RunOptions } from './run-options.js';

/** A dialect: what it recognises is planned and rewritten by the shared conversion engine. */
export interface Transform {
  readonly name: string;
  readonly summary: string;
  /** A cheap test on the raw text: false means that the file can hold no site and need not be parsed for this transform. */
  readonly mayApply: (text: string) => boolean;
  readonly plan: (file: ParsedFile, project: ProjectFacts, options: RunOptions) => FilePlan;
  readonly rewrite: (file: ParsedFile, plan: FilePlan, options: RunOptions) => readonly Edit[];
}
