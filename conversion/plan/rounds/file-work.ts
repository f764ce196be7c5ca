import type { Decision, PlannedFunction } from '../../../core/index.js';
import type { Rename, Replacement, Span } from '../../items.js';

/** What the planner hands to the rewriter for one decision: pure data. */
export interface DecisionWork {
  readonly decision: string;
  readonly replacements: readonly Replacement[];
  readonly renames: readonly Rename[];
  /** Parts of the source that go with everything in them. */
  readonly removed?: readonly Span[];
}

/** Everything planned for a file. */
export interface FileWork {
  readonly decisions: readonly Decision[];
  readonly works: readonly DecisionWork[];
  readonly shim: readonly string[];
  /** Functions that get a promise form, by where they begin. */
  readonly functions: ReadonlyMap<number, PlannedFunction>;
  /** Where callees stand that are awaited without a callback, and the decisions by which they are. */
  readonly awaited: ReadonlyMap<number, string>;
  /** Where members are declared that give promises from now on, and the decisions by which they do. */
  readonly declared: ReadonlyMap<number, string>;
}
