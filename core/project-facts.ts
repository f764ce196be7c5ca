import type { LibraryProfile } from './library-profile.js';
import type { ImportedName, ObjectPath } from './object-path.js';
import type {
  DeclaredPromise,
  ExportedFate,
  FoundMethod,
  FutureCallers,
  PlannedFunction,
  TypedMember,
} from './planned-function.js';
import type { ProjectTiming } from './project-timing.js';

/** Names of which it can be asked whether they are among them, one by one: what was asked can be remembered. */
export type Names = Pick<ReadonlySet<string>, 'has'>;

/** What is known beyond a single file. `open` facts are what the stock jscodeshift runner gives: every other file is unknown. */
export interface ProjectFacts {
  /**
   * Names that some file of the project (tests included) stubs, patches or replaces, as `module` (`fs`) or
   * `module.member` (`fs.readFile`); `*` when a mocking tool is used in a way that was not understood.
   */
  readonly patched: Names;
  /** Last names of functions of the project that may call their callback more than once. */
  readonly repeating: Names;
  /** Last names of functions that look at how many parameters their callback has; `undefined` when only the file at hand is known. */
  readonly readingArity: Names | undefined;
  /** Last names under which every function of the project calls back once with values and no error; `undefined` when only the file at hand is known. */
  readonly valueCallbacks: Names | undefined;
  /** How many files mention a member of that name; `undefined` when only the file at hand is known. */
  readonly filesMentioning: ((member: string) => number) | undefined;
  /** Who completes when, and who could tell; `undefined` when only the file at hand is known. */
  readonly timing: ProjectTiming | undefined;
  /** What an import of a file gives: a function of the project whose promise form is known, or `undefined`. */
  readonly imported: (path: string, name: ImportedName) => PlannedFunction | undefined;
  /** What is called under the name of a method of an object whose class the project shows; `undefined` when it may be anything. */
  readonly method: (path: string, object: ObjectPath, name: string) => FoundMethod | undefined;
  /**
   * What stands behind a member that types declare, by where the callee of a call begins, or its declaration: functions that
   * all lose their callbacks together; `undefined` when they do not.
   */
  readonly member: (path: string, at: number) => TypedMember | undefined;
  /** The names that a module exports, seen from a file: functions all of them; `undefined` when there may be others. */
  readonly exportNames: (path: string, specifier: string) => readonly string[] | undefined;
  /** What a function is to become that a file exports, by where it begins; `undefined` when it is not exported. */
  readonly exported: (path: string, start: number) => ExportedFate | undefined;
  /** Whether an import of a file is a function that gives a promise, or a future of the shim, whenever it is called. */
  readonly givesFuture: (path: string, name: ImportedName) => boolean;
  /** Who takes the futures of a function that a file exports, by where it begins; `undefined` when they are not known. */
  readonly futureCallers: (path: string, start: number) => FutureCallers | undefined;
  /** A place where the project makes contexts of the shim, in which coroutines may run: `lib/run.js:12`. */
  readonly stackContexts: string | undefined;
  /** The range of versions (`^3.1.0`) in which the package that a file belongs to uses another one; `undefined` when it is not known. */
  readonly dependency: (path: string, name: string) => string | undefined;
  /** Profiles of packages that the user gives, beside those that are built in. */
  readonly profiles: readonly LibraryProfile[];
  /**
   * What the types of an installed package say of one of its functions: that it gives a promise when it is called without
   * its callback, with `count` arguments; `undefined` when they do not say so.
   */
  readonly declaredPromise: (path: string, name: ImportedName, count: number) => DeclaredPromise | undefined;
  /** Whether a compiler makes a language of the file that has no generators, and refuses them or brings no runtime for them. */
  readonly refusesGenerators: (path: string) => boolean;
  /** The same for async functions. */
  readonly refusesAsync: (path: string) => boolean;
  /** The value of a package that an import of another file gives: the package, and the shape in its profile. */
  readonly importedShape: (path: string, name: ImportedName) => { module: string; shape: string } | undefined;
}

export const openProject: ProjectFacts = {
  patched: new Set(),
  repeating: new Set(),
  readingArity: undefined,
  valueCallbacks: undefined,
  filesMentioning: undefined,
  timing: undefined,
  imported: () => undefined,
  method: () => undefined,
  member: () => undefined,
  exportNames: () => undefined,
  exported: () => undefined,
  givesFuture: () => false,
  futureCallers: () => undefined,
  stackContexts: undefined,
  dependency: () => undefined,
  profiles: [],
  importedShape: () => undefined,
  declaredPromise: () => undefined,
  refusesGenerators: () => false,
  refusesAsync: () => false,
};
