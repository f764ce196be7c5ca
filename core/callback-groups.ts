/** A place because of which a function keeps its callback. */
export interface CallbackBlocker {
  /** `passed to router.use` */
  readonly reason: string;
  /** `lib/run.js:12` */
  readonly place: string;
  /** True for what the run was asked for: nothing in the project stands in the way. */
  readonly isPolicy?: boolean;
  /** True for a call in a test: tests keep what they call as they call it, unless exports are to give promises. */
  readonly isTest?: boolean;
}

/** A converted function that other files call. */
export interface SharedFunction {
  readonly path: string;
  readonly line: number;
  /** The name under which it is exported. */
  readonly name: string;
  /** Known uses in other files, and how many of them await it. */
  readonly uses: number;
  readonly awaited: number;
  /** What keeps its callback; empty when it goes. */
  readonly blockers: readonly CallbackBlocker[];
}

/** Decisions of several files that are applied together or not at all. */
export interface DecisionGroup {
  readonly functions: readonly SharedFunction[];
  readonly decisions: number;
  readonly files: readonly string[];
}

/** What a run found out about functions that are called from other files. */
export interface CallbackGroups {
  /** Functions that lose their callbacks together with their callers. */
  readonly applied: readonly DecisionGroup[];
  /** Functions that keep their callbacks. */
  readonly kept: readonly SharedFunction[];
  /** Calls whose callee is a converted function of another file, and how many of them await it directly. */
  readonly calls: { readonly known: number; readonly awaited: number };
}
