/** How a builtin can be awaited without the shim. */
export type PromiseForm =
  /** The function of the same name in a module of promise functions: `require('fs/promises').stat`, `require('fs').promises.stat`. */
  | { readonly via: 'module'; readonly module: string; readonly fields?: readonly string[] }
  /** `util.promisify(fs.close)`. With several values it resolves with an object that has these fields. */
  | { readonly via: 'promisify'; readonly fields?: readonly string[] }
  /** A method that returns the promise itself when the callback is left out: `dir.close()`. */
  | { readonly via: 'omit-callback' }
  /** A method whose class has a counterpart of the same name in a module of promise classes: `dns/promises` Resolver. */
  | { readonly via: 'class'; readonly module: string };

/** A way in which a promise form, or a call without callback, is not what the callback form is. */
export type BuiltinTrap =
  /** The promise module has a function of this name that gives something else: `fs/promises.open` gives a FileHandle. */
  | 'promises-differ'
  /** Called without a callback the function does its work synchronously: `crypto.randomBytes`. */
  | 'sync-without-callback'
  /** The call itself returns something that callers may use: `child_process.exec` gives the ChildProcess. */
  | 'returns-handle'
  /** The callback gets more or fewer values, depending on the arguments: `dns.lookup` with `all`, `setTimeout`. */
  | 'values-vary'
  /** The promise form takes its arguments in another order: `setTimeout(ms, value)` of `timers/promises`. */
  | 'arguments-moved'
  /** Declared, but only some platforms have it: `fs.lchmod`. */
  | 'may-be-missing';

/**
 * A function or method of Node that takes a callback. Every one of them throws at once when it is called with bad
 * arguments, where its promise form rejects.
 */
export interface BuiltinCallback {
  /** Without `node:`. */
  readonly module: string;
  /** `readFile`; `realpath.native`; `Server#close` for a method. */
  readonly name: string;
  /** What the callback is called with: an error or null and then values, or values alone (`fs.exists`, `setTimeout`). */
  readonly kind: 'error-first' | 'value';
  /** Indexes at which some overload takes the callback, ascending. */
  readonly positions: readonly number[];
  /** Whether the callback is the last argument in every overload. */
  readonly last: boolean;
  /** Whether some overload can be called without it. */
  readonly optional: boolean;
  /** Names of the values after the error. None: success is `cb(null)`, and the promise resolves with nothing. */
  readonly values: readonly string[];
  /** Missing when there is none: only the shim, or a promise made by hand, can await it. */
  readonly promise?: PromiseForm;
  readonly traps: readonly BuiltinTrap[];
}
