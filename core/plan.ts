import type { Decision } from './decision.js';
import type { Diagnostic } from './diagnostic.js';

/** Everything that was decided about one file. `rewrites` is the work order that only the rewriter reads. */
export interface FilePlan<Rewrite = unknown> {
  readonly path: string;
  readonly decisions: readonly Decision[];
  readonly diagnostics: readonly Diagnostic[];
  readonly rewrites: readonly Rewrite[];
  /** Names that the output imports from the shim: `asCallback`, `task`, … */
  readonly shimImports: readonly string[];
}
