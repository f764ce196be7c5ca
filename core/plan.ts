import type { Decision } from './decision.js';
import type { Diagnostic } from './diagnostic.js';
import type { PlannedFunction } from './planned-function.js';

/** Everything that was decided about one file. `rewrites` is the work order that only the rewriter reads. */
export interface FilePlan<Rewrite = unknown> {
  readonly path: string;
  readonly decisions: readonly Decision[];
  readonly diagnostics: readonly Diagnostic[];
  readonly rewrites: readonly Rewrite[];
  /** Names that the output imports from the shim: `asCallback`, `task`, … */
  readonly shimImports: readonly string[];
  /** Parts of the original whose strings and comments go on purpose; everything else must be found in the output. */
  readonly removed?: readonly { readonly start: number; readonly end: number }[];
  /** Functions that get a promise form, by where they begin: what other files may rest on. */
  readonly functions?: ReadonlyMap<number, PlannedFunction>;
  /** Where callees stand that are awaited without a callback, and the decisions by which they are. */
  readonly awaited?: ReadonlyMap<number, string>;
  /** Where members are declared that give promises from now on, and the decisions by which they do. */
  readonly declared?: ReadonlyMap<number, string>;
  /** Globals that the output reads although the original may not have: beyond `Promise` and `require`. */
  readonly globals?: readonly string[];
}
