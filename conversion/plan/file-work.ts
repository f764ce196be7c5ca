import type { Decision } from '../../core/index.js';
import type { Rename, Replacement } from '../items.js';

/** What the planner hands to the rewriter for one decision: pure data. */
export interface DecisionWork {
  readonly decision: string;
  readonly replacements: readonly Replacement[];
  readonly renames: readonly Rename[];
}

/** Everything planned for a file. */
export interface FileWork {
  readonly decisions: readonly Decision[];
  readonly works: readonly DecisionWork[];
  readonly shim: readonly string[];
}
