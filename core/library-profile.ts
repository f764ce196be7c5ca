/**
 * What is known of a published package: one file of `profiles/`, or of a folder that the user names. `docs/profiles.md`
 * explains every key for people who write one.
 */
export interface LibraryProfile {
  /** Name of the package whose version decides. */
  readonly name: string;
  /** By which names it is required or imported; the first is `name` as a rule. */
  readonly modules: readonly string[];
  /** Names of modules that give a part of it, and the shape of that. */
  readonly parts?: Readonly<Record<string, string>>;
  /** The versions for which the claims hold, as a semver range; missing: every version. */
  readonly versions?: string;
  /** Where the claims come from. */
  readonly source: string;
  /** The version since which its functions take no callback any more. */
  readonly callbacksRemovedIn?: string;
  /** What its values offer, by name; `module` is what `require` gives. */
  readonly shapes?: Readonly<Record<string, ProfileShape>>;
  readonly testRunner?: TestRunnerProfile;
  readonly middleware?: MiddlewareProfile;
}

/** What a value of a library offers. */
export interface ProfileShape {
  /** Set when the value itself can be called. */
  readonly call?: ProfileFunction;
  /** The shape of what `new` makes of it. */
  readonly new?: string;
  readonly members?: Readonly<Record<string, ProfileMember>>;
  /** What holds for methods that `members` does not name. */
  readonly others?: ProfileFunction;
}

export type ProfileMember = ProfileFunction | { readonly is: string };

/** How a function or method takes a callback. */
export interface ProfileFunction {
  /** `last`, the indexes at which the callback may stand, or `none`: no function among its arguments completes it. */
  readonly callback: 'last' | 'none' | readonly number[];
  /** `error-first` when missing. */
  readonly convention?: 'error-first' | 'value' | 'timer';
  /** Names of the values after the error. */
  readonly values?: readonly string[];
  /** Shapes of these values, by their names. */
  readonly valueShapes?: Readonly<Record<string, string>>;
  /** The call that gives a promise of the first value; missing when only the shim can await it. */
  readonly promise?: ProfilePromise;
  /** `later`: never before the call has returned. Missing: later as a rule, as Node's convention wants it. */
  readonly completes?: 'later' | 'maybe-at-once';
  /** What the callback finds in its `this`. */
  readonly this?: readonly string[];
  /** Shape of what the call returns. */
  readonly gives?: string;
}

export type ProfilePromise =
  /** The same call without its callback. */
  | { readonly via: 'omit-callback' }
  /** The same call without its callback, and a method of what that returns: `s3.getObject(params).promise()`. */
  | { readonly via: 'method'; readonly name: string }
  /** Another member of the same object. */
  | { readonly via: 'member'; readonly name: string };

/** How a library runs tests. */
export interface TestRunnerProfile {
  /** The functions that take a test or a hook. */
  readonly functions: readonly string[];
  /** Whether these are globals. */
  readonly globals: boolean;
  /**
   * How a test says that it is over. `callback`: by a parameter at the index `at`, unless its function has fewer
   * parameters: then by a promise. `handle`: by methods of an object that it gets.
   */
  readonly ends: { readonly by: 'callback'; readonly at: number } | { readonly by: 'handle' };
  /** False when no version waits for a promise; otherwise those within `versions` of the profile do. */
  readonly awaits?: false;
}

/** How a web framework calls its handlers. */
export interface MiddlewareProfile {
  /** The shape whose methods register handlers. */
  readonly on: string;
  /** These methods. */
  readonly registering: readonly string[];
  /** Index of `next` among the parameters; handlers of errors have one parameter more in front. */
  readonly next: number;
  /** What happens when a handler returns a promise that rejects. */
  readonly rejection: 'passed-to-next' | 'unhandled';
}
