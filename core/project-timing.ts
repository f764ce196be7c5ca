/** Answers about functions by their last name (`send` for `rpc.send`). */
export interface ProjectTiming {
  /** Whether some function of that name may call back before it returns. */
  readonly mayCompleteAtOnce: (name: string) => boolean;
  /** A place where code after a call could tell whether the callback has run already: `test/send.js:12`. */
  readonly observer: (name: string) => string | undefined;
  /** Where a test that calls one of `callers` makes a stub of that name which calls back before it returns. */
  readonly stub: (name: string, callers: readonly string[]) => string | undefined;
  /** Where a test makes a fake of that name which calls its parameter at `at` before it returns. */
  readonly fake: (name: string, at: number) => string | undefined;
  /** A place where code after a call gives back or throws what the callback has set: there the call is meant to complete at once. */
  readonly reliedOn: (name: string) => string | undefined;
  /** Where a callback of a function of that name subscribes to what it gets, such as a stream: `test/get.js:12`. */
  readonly subscriber: (name: string) => string | undefined;
  /** A place where something is done with what a call with a callback returns: `test/abort.js:12`. */
  readonly valueAsked: (name: string) => string | undefined;
  /** Where somebody does not look at the error that a function of that name calls back with: `lib/load.js:12`. */
  readonly ignorer: (name: string) => string | undefined;
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
  /** Where the program makes domains, which get what is thrown in them: `lib/protect.js:12`. */
  readonly domain: () => string | undefined;
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
