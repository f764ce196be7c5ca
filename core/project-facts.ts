/** What is known beyond a single file. `open` facts are what the stock jscodeshift runner gives: every other file is unknown. */
export interface ProjectFacts {
  /**
   * Names that some file of the project (tests included) stubs, patches or replaces, as `module` (`fs`) or
   * `module.member` (`fs.readFile`); `*` when a mocking tool is used in a way that was not understood.
   */
  readonly patched: ReadonlySet<string>;
  /** Last names of functions of the project that may call their callback more than once. */
  readonly repeating: ReadonlySet<string>;
  /** Last names of functions that look at how many parameters their callback has; `undefined` when only the file at hand is known. */
  readonly readingArity: ReadonlySet<string> | undefined;
  /** Who completes when, and who could tell; `undefined` when only the file at hand is known. */
  readonly timing: ProjectTiming | undefined;
  /** Facts of a file by path, as its transform collected them; missing means unknown. */
  readonly exportsOf: (path: string, specifier: string) => ModuleExports | undefined;
}

/** Answers about functions by their last name (`send` for `rpc.send`). */
export interface ProjectTiming {
  /** Whether some function of that name may call back before it returns. */
  readonly mayCompleteAtOnce: (name: string) => boolean;
  /** A place where code after a call could tell whether the callback has run already: `test/send.js:12`. */
  readonly observer: (name: string) => string | undefined;
  /** Where a test that calls one of `callers` makes a stub of that name which calls back before it returns. */
  readonly stub: (name: string, callers: readonly string[]) => string | undefined;
  /** A place where code after a call gives back or throws what the callback has set: there the call is meant to complete at once. */
  readonly reliedOn: (name: string) => string | undefined;
}

/** What another module offers, as far as it is known. */
export interface ModuleExports {
  readonly path: string;
  /** Exported callback functions by name; `default` is `module.exports` itself. */
  readonly functions: ReadonlyMap<string, ExportedFunction>;
}

export interface ExportedFunction {
  readonly name: string;
  /** True when the plan of this run gives it a promise form (dual or convert). */
  readonly promiseForm: boolean;
  /** How many values its callback receives after the error; `undefined` when it differs from path to path. */
  readonly values: number | undefined;
}

export const openProject: ProjectFacts = {
  patched: new Set(),
  repeating: new Set(),
  readingArity: undefined,
  timing: undefined,
  exportsOf: () => undefined,
};
