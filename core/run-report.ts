import type { CallbackGroups } from './callback-groups.js';
import type { Diagnostic } from './diagnostic.js';
import type { FileOutcome } from './file-outcome.js';
import type { RunOptions } from './run-options.js';
import type { Verification } from './verification.js';

/** The result of a run: the only thing that `report/` reads. */
export interface RunReport {
  readonly schemaVersion: 1;
  readonly toolVersion: string;
  /** Absolute path of the folder that all other paths are relative to. */
  readonly root: string;
  /** What the run was asked for: tells which applicabilities were applied. */
  readonly options: RunOptions;
  readonly files: readonly FileOutcome[];
  /** Findings that belong to no file: a missing path, a bad configuration. */
  readonly diagnostics: readonly Diagnostic[];
  /** Functions that are called from other files; missing when the run did not get that far. */
  readonly groups?: CallbackGroups;
  /** What the project's own tests said; present when they were asked. */
  readonly verification?: Verification;
  /** True when the run was asked to write, and was allowed to. */
  readonly written: boolean;
  /** True when the run was stopped before it was done; the files that it did not reach are missing. */
  readonly interrupted: boolean;
}
