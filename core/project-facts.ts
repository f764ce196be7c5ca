import type { LibraryProfile } from './library-profile.js';

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
  /** Whether a function of that name may call back in `process.nextTick`, in a project that does other work there as well. */
  readonly completesAmongTicks: (name: string) => boolean;
  /** Whether a function of that name may hand its callback to a queue, which goes on as soon as the callback has run. */
  readonly isQueued: (name: string) => boolean;
  /** Whether a function of that name may keep its callback in a list that is looked at as soon as the callback has run. */
  readonly isKept: (name: string) => boolean;
  /** Whether a caller catches what a function of that name throws before it returns. */
  readonly isThrowCaught: (name: string) => boolean;
  /**
   * Where the project listens for the uncaught exceptions of functions that it hands over, when a function of that name runs what
   * it was given before it returns: `test/throw.js:12`.
   */
  readonly throwListener: (name: string) => string | undefined;
  /** Whether a test asserts that it throws before it returns. */
  readonly isAssertedToThrow: (name: string) => boolean;
  /** What functions of that name work on when they have called back, in the same turn; `undefined` when they do nothing more. */
  readonly behindCallback: (name: string) => Touched | undefined;
  /** What code works on in its turn, with the functions that it calls, and the callbacks. */
  readonly touchedBy: (code: CodeEffects) => Touched;
}

/** Fields (`.count`) and variables that code reads and sets. */
export interface Touched {
  readonly reads: readonly string[];
  readonly sets: readonly string[];
}

/** What a piece of code works on itself, and what it calls; functions are named by the keys of facts about them. */
export interface CodeEffects extends Touched {
  readonly calls: readonly string[];
  /** The functions whose callback it calls. */
  readonly completes: readonly string[];
  /** The callbacks that it hands over; they run with it where one of the ways to their call has only functions that call back at once. */
  readonly nested: readonly { readonly through: readonly (readonly string[])[]; readonly code: CodeEffects }[];
}

/** A part of what runs behind a call of a function's callback. */
export interface BehindCallback {
  /** Functions that all have to call back at once for the part to run before anything else. */
  readonly after: readonly string[];
  readonly code?: CodeEffects;
  /** The function that calls the callback: what it does behind that belongs to it. */
  readonly callee?: string;
}

/** How a file got hold of a module: `require`, `import x`, `import * as x`, `import { x }`. */
export type ImportForm = 'require' | 'default' | 'namespace' | 'name';

/** A module, or one of its exports, as a file names it. */
export interface ImportedName {
  readonly specifier: string;
  readonly form: ImportForm;
  /** The export; `undefined` for what the module is as a whole. */
  readonly member: string | undefined;
}

/** A class as a file names it: by where it begins in the same file, or by its import. */
export type ClassName = number | ImportedName;

/**
 * An object whose functions are known where it stands in a file. The root is `this` in a class, something that a class made (by
 * `new`, or `called` without it, as functions are that make objects), what a module exports, or an object, function or class that
 * the file writes down with functions as its members; `fields` lead from there: `['persistence']` for `this.persistence`, `['limit()']` for what
 * its method `limit` gives.
 */
export interface ObjectPath {
  readonly root:
    | { readonly kind: 'this'; readonly of: number }
    | { readonly kind: 'made'; readonly of: ClassName; readonly called: boolean }
    | { readonly kind: 'exported'; readonly name: ImportedName }
    /** By where it begins. */
    | { readonly kind: 'table'; readonly of: number };
  readonly fields: readonly string[];
}

/** The function behind a method: where it is, and what callers may know of it when it is in another file. */
export interface FoundMethod {
  readonly path: string;
  readonly at: number;
  readonly planned: PlannedFunction | undefined;
}

/** A member of an interface or a class, and what implements it. */
export interface TypedMember {
  readonly functions: readonly FoundMethod[];
  /** For a declaration: what its callback gets after the error, in words that mean there what they mean. */
  readonly values: readonly TypedValue[] | undefined;
}

/** A value that a callback is declared to get. */
export interface TypedValue {
  /** `string[]` */
  readonly type: string;
  /** True for `value?: T`. */
  readonly optional: boolean;
}

/**
 * How a function gives its values: `void` calls `cb()`, `null` calls `cb(null)`, `value` calls `cb(null, v)`, `values`
 * needs a list.
 */
export type ValueConvention = 'void' | 'null' | 'value' | 'values';

/** What callers may know of a function that gives a promise. */
export interface PlannedFunction {
  /** `convert`: takes no callback any more; `dual`: takes a callback or gives a promise. */
  readonly verdict: 'convert' | 'dual';
  /** Index of the callback parameter. */
  readonly at: number;
  readonly convention: ValueConvention;
  /** True when a caller that awaits loses nothing: errors come without values. */
  readonly cleanErrors: boolean;
  /** True when every success hands over the same number of values. */
  readonly uniform: boolean;
  /** True when it can be called without its callback and gives a promise then. */
  readonly direct: boolean;
  /** True when its callback gets values and no error, as that of an engine: only what takes such a function may await it. */
  readonly plain?: boolean;
  /** Decisions that make it so; none when its text is so already. */
  readonly decisions: readonly string[];
}

/** A promise in the place of a callback, as the types of a package declare it. */
export interface DeclaredPromise {
  /** True when the callback gets one value after the error, and the promise the same; false for none. */
  readonly givesValue: boolean;
  /** The package whose types say so: `rimraf`, `@types/mkdirp`. */
  readonly types: string;
}

/** What becomes of an exported function. */
export interface ExportedFate {
  /**
   * `promise`: its callback goes, as all its callers are known to await it, or since that was asked for; `callback`: it
   * gives no promise, since that was asked for.
   */
  readonly form: 'promise' | 'callback';
}

/** What callers in other files do with the futures of an exported function. Places are `lib/run.js:12`. */
export interface FutureCallers {
  /** True when an entry point of the package exports it. */
  readonly isPublic: boolean;
  /** Where a future is asked for its state. */
  readonly asked: string | undefined;
  /** Where a promise would not do, or who calls it cannot be told. */
  readonly needed: string | undefined;
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
