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
