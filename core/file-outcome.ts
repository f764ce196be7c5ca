import type { FileCensus } from './census.js';
import type { Decision } from './decision.js';
import type { Diagnostic } from './diagnostic.js';
import type { Edit } from './edit.js';
import type { ShimUse } from './shim-use.js';

/**
 * `changed`: verified and ready to write; `unchanged`: nothing to do; `refused`: a check after printing failed, the
 * original stays; `failed`: could not be read, parsed or written.
 */
export type OutcomeStatus = 'changed' | 'unchanged' | 'refused' | 'failed';

export interface FileOutcome {
  readonly path: string;
  readonly status: OutcomeStatus;
  /** Original text; absent when the file could not be read. */
  readonly before?: string;
  /** New text; present when `status` is `changed`. */
  readonly after?: string;
  readonly edits: readonly Edit[];
  readonly decisions: readonly Decision[];
  readonly diagnostics: readonly Diagnostic[];
  /** Names that the new text imports from the shim. */
  readonly shimImports: readonly string[];
  /** What of the shim the file uses when the run is applied; missing when it is nothing, or not known. */
  readonly shimUses?: readonly ShimUse[];
  /** Present when the run was asked for it and the file could be parsed. */
  readonly census?: FileCensus;
}
