import type { Applicability, Diagnostic } from './diagnostic.js';
import type { SourceRange } from './source-file.js';

/**
 * What becomes of a site: `convert` (becomes async, its callback goes), `dual` (body becomes async, signature and callback
 * stay), `detach` (an operation that nobody waits for: it and what follows from it become an async block whose errors stay
 * uncaught exceptions), `leave`.
 * Two are no sites: `dependency`, an entry in a package.json that converted files need, and `declaration`, the entry of a
 * function in the `.d.ts` file beside its own.
 */
export type Verdict = 'convert' | 'dual' | 'detach' | 'leave' | 'dependency' | 'declaration';

/** One place that could be converted, and what was decided about it. */
export interface Decision {
  /** Unique within a run: path, transform and site key. */
  readonly id: string;
  /** Survives edits elsewhere in the file: enclosing names, kind and an ordinal. */
  readonly siteKey: string;
  readonly transform: string;
  readonly path: string;
  readonly range: SourceRange;
  /** What stands there, for people: `function readConfig(path, cb)`. */
  readonly title: string;
  readonly verdict: Verdict;
  readonly applicability: Applicability;
  /** Why the site was left, or what the conversion rests on. */
  readonly reasons: readonly Diagnostic[];
  /** Ids of decisions that must be applied together with this one. */
  readonly requires: readonly string[];
  /** How many operations (handlers that disappear) the site holds. */
  readonly operations: number;
}
