import type { Diagnostic } from './diagnostic.js';
import type { FileOutcome } from './file-outcome.js';

/** The result of a run: the only thing that `report/` reads. */
export interface RunReport {
  readonly schemaVersion: 1;
  readonly toolVersion: string;
  readonly root: string;
  readonly files: readonly FileOutcome[];
  /** Findings that belong to no file: a missing path, a bad configuration. */
  readonly diagnostics: readonly Diagnostic[];
  readonly written: boolean;
}
