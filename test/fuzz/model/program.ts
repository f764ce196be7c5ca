/**
 * A legacy program as data. Everything that refers to a variable or a function does so by a number that is resolved
 * when the program is written as text, so that any part can be taken out and the rest still makes sense.
 */
export interface Program {
  readonly style: Style;
  /** Later functions may call earlier ones, never the other way round. */
  readonly functions: readonly LegacyFunction[];
}

export interface Style {
  readonly semicolons: boolean;
  readonly keyword: 'var' | 'const';
  readonly strict: boolean;
}

/** What puts a function that does nothing in the place of a missing callback: `cb = cb || noop`, … */
export type Default = 'noop' | 'noop-if' | 'noop-typeof' | 'noop-alias';

export interface LegacyFunction {
  readonly name: string;
  readonly form: 'declaration' | 'variable' | 'export' | 'arrow' | 'prototype' | 'class' | 'method' | 'object';
  /** The file in which it stands: functions of `lib` are called by those of `main`, never the other way round. */
  readonly home: 'main' | 'lib';
  readonly exported: boolean;
  readonly callback: string;
  readonly parameters: readonly string[];
  readonly convention: 'error-first' | 'value';
  /** How a missing callback is tolerated. */
  readonly optional: 'no' | 'if' | 'and' | Default;
  /** `if (typeof options === 'function') { cb = options; options = {}; }` */
  readonly shuffles: boolean;
  /** Throws at once for a bad argument. */
  readonly validates: boolean;
  /** Name of the variable that keeps `this`. */
  readonly self: string | undefined;
  /** Called through a function that passes `this` and `arguments` on. */
  readonly applied: boolean;
  readonly block: Block;
}

/** Statements, the last of which leads to the end of the path. */
export interface Block {
  readonly plain: readonly Plain[];
  readonly tail: Tail;
}

export type Value =
  | { readonly kind: 'literal'; readonly value: number | string }
  | { readonly kind: 'variable'; readonly pick: number }
  | { readonly kind: 'text'; readonly pick: number }
  /** The error variable that is nearest. */
  | { readonly kind: 'error' }
  /** `this.count` or `self.count`. */
  | { readonly kind: 'field' };

export type Condition =
  /** Decided by the plan of a run. */
  | { readonly kind: 'flag'; readonly id: number }
  | { readonly kind: 'variable'; readonly pick: number; readonly test: 'truthy' | 'falsy' | 'number' };

/** A statement after which the next one runs. */
export type Plain =
  | { readonly kind: 'effect'; readonly id: number; readonly values: readonly Value[] }
  | {
      readonly kind: 'declare';
      readonly keyword: 'var' | 'let' | 'const';
      readonly name: string;
      readonly value: Value | undefined;
    }
  | { readonly kind: 'assign'; readonly pick: number; readonly value: Value }
  | { readonly kind: 'increment'; readonly pick: number }
  | { readonly kind: 'field' }
  /** A variable that is read, and then raised: where its statements run again, it has what they left. */
  | { readonly kind: 'kept'; readonly id: number; readonly name: string; readonly declared: boolean }
  /** A closure that somebody calls later, when the variables may have changed. */
  | { readonly kind: 'watch'; readonly id: number; readonly picks: readonly number[] }
  | {
      readonly kind: 'if';
      readonly condition: Condition;
      readonly then: readonly Plain[];
      readonly else: readonly Plain[] | undefined;
    }
  | {
      readonly kind: 'loop';
      readonly form: 'for' | 'let' | 'of' | 'forEach' | 'in' | 'while';
      readonly name: string;
      readonly count: number;
      readonly body: readonly Plain[];
    }
  /** Ends the path under a condition. */
  | {
      readonly kind: 'exit';
      readonly condition: Condition;
      readonly before: readonly Plain[];
      readonly completion: Completion;
    }
  /** A synchronous call in a `try` whose `catch` ends the path. */
  | { readonly kind: 'parse'; readonly id: number; readonly name: string; readonly failure: Completion }
  /** Throws when the plan says so: in a function that is called, or by a `throw` of its own. */
  | { readonly kind: 'boom'; readonly id: number; readonly thrown: boolean }
  /** An operation that nobody waits for. */
  | { readonly kind: 'start'; readonly call: Call; readonly handler: Handler }
  /** Two loops, the inner of which ends a turn of the outer one, or all of them. */
  | {
      readonly kind: 'labelled';
      readonly id: number;
      readonly leaves: 'break' | 'continue';
      readonly condition: Condition;
    }
  /** Statements with a `finally` behind them. */
  | { readonly kind: 'finally'; readonly id: number; readonly body: readonly Plain[] }
  /** Two variables taken out of a list or an object. */
  | { readonly kind: 'destructure'; readonly form: 'list' | 'object'; readonly names: readonly [string, string] }
  /** How many arguments the function has got. */
  | { readonly kind: 'arguments'; readonly id: number }
  /** A local function that waits for nothing, called before it is declared. */
  | { readonly kind: 'helper'; readonly id: number; readonly name: string; readonly body: readonly Plain[] }
  | Visit
  | { readonly kind: 'comment'; readonly id: number };

/** Calls, in a loop or alone, whose results are looked at right behind them. */
export interface Visit {
  readonly kind: 'visit';
  readonly id: number;
  readonly loop: 'none' | 'for' | 'of' | 'forEach' | 'while';
  readonly call: Call;
  readonly handler: Handler;
}

/** A call of the function's own callback. */
export interface Completion {
  readonly error: 'bare' | 'null' | 'undefined' | 'new' | 'variable' | 'string';
  readonly values: readonly Value[];
  readonly deferred: 'no' | 'tick' | 'tick-arguments' | 'immediate' | 'immediate-arguments' | 'timeout';
  readonly returned: boolean;
}

/** What a path leads to. */
export type Tail =
  | { readonly kind: 'complete'; readonly completion: Completion }
  | { readonly kind: 'operation'; readonly call: Call; readonly handler: Handler; readonly returned: boolean }
  | { readonly kind: 'forward'; readonly call: Call; readonly returned: boolean }
  | {
      readonly kind: 'if';
      readonly condition: Condition;
      readonly then: Block;
      readonly else: Block;
      readonly flat: boolean;
    }
  | { readonly kind: 'switch'; readonly id: number; readonly cases: readonly Block[]; readonly default: Block }
  | Join
  | Shared
  | Sequence
  | FanOut
  | Parallel
  | Retry
  | {
      readonly kind: 'timer';
      readonly form: 'setTimeout' | 'setImmediate' | 'nextTick';
      readonly id: number;
      readonly block: Block;
    }
  /** `try { cb(null, parse(t)); } catch (e) { cb(e); }` */
  | { readonly kind: 'try'; readonly id: number; readonly returned: boolean }
  /** Statements that run after the operation was started and before its handler. */
  | { readonly kind: 'after'; readonly call: Call; readonly handler: Handler; readonly after: readonly Plain[] }
  /** `try { f(a, cb) } finally { … }`, or with a `catch` that completes: what the call throws at once. */
  | {
      readonly kind: 'guarded';
      readonly id: number;
      readonly by: 'catch' | 'finally';
      readonly call: Call;
      readonly handler: Handler;
    }
  /** An emitter whose events lead on: `end` to the block, `error` to a completion. */
  | { readonly kind: 'emitter'; readonly id: number; readonly method: 'on' | 'once'; readonly block: Block }
  | Waiting
  /** A function that a library calls for each item, and a handler for its end: `ops.each(items, step, done)`. */
  | Each
  | Local
  /** The path never completes. */
  | { readonly kind: 'nothing' }
  /** Statements after the completion. */
  | { readonly kind: 'completed'; readonly completion: Completion; readonly after: readonly Plain[] };

/** The callback waits in a list for an operation that others have started, or starts it: `waiting.push(cb)`. */
export interface Waiting {
  readonly kind: 'waiting';
  /** Of the list. */
  readonly id: number;
  readonly call: Call;
  /** Whether callbacks are kept with what they belong to. */
  readonly form: 'plain' | 'work';
  readonly loop: 'for' | 'forEach' | 'while';
}

export interface Each {
  readonly kind: 'each';
  readonly id: number;
  readonly call: Call;
  /** What the step does with the result of its call, before it tells the library. */
  readonly step: Handler;
  readonly handler: Handler;
}

/** A local function with a callback of its own, and a call of it. */
export interface Local {
  readonly kind: 'local';
  readonly id: number;
  readonly name: string;
  readonly form: LocalForm;
  readonly callback: string;
  readonly block: Block;
  readonly values: readonly Value[];
  readonly handler: Handler;
  readonly returned: boolean;
}

export type LocalForm = 'declared' | 'variable' | 'hoisted';

/** An operation under a condition; then, with or without it, the rest in a local function. */
export interface Join {
  readonly kind: 'join';
  readonly name: string;
  readonly form: LocalForm;
  readonly parameter: string | undefined;
  readonly condition: Condition;
  readonly call: Call;
  readonly handler: Handler;
  readonly rest: Block;
}

/** One named handler for two operations, or for an operation and a direct call. */
export interface Shared {
  readonly kind: 'shared';
  readonly name: string;
  readonly form: LocalForm;
  readonly condition: Condition;
  readonly first: Call;
  readonly second: Call | undefined;
  readonly handler: Handler;
}

/** One operation after the other, by a function that calls itself. */
export interface Sequence {
  readonly kind: 'sequence';
  readonly name: string;
  readonly form: LocalForm | 'iife';
  readonly counter: 'parameter' | 'closure';
  readonly id: number;
  readonly call: Call;
  readonly handler: Handler;
  readonly collects: boolean;
  readonly rest: Block;
}

/** Operations started in a loop, and a counter that knows when all are done. */
export interface FanOut {
  readonly kind: 'fan-out';
  readonly id: number;
  readonly loop: 'forEach' | 'for' | 'let' | 'of';
  readonly call: Call;
  readonly errors: 'flag' | 'ignored' | 'each';
  readonly collect: 'index' | 'push' | 'none';
  readonly zero: boolean;
  readonly count: 'down' | 'up';
  readonly plain: readonly Plain[];
  readonly rest: Block;
}

/** Two operations started one after the other, joined by a counter. */
export interface Parallel {
  readonly kind: 'parallel';
  readonly first: Call;
  readonly second: Call;
  readonly rest: Block;
}

export interface Retry {
  readonly kind: 'retry';
  readonly name: string;
  readonly form: LocalForm;
  readonly polls: boolean;
  readonly pause: 'no' | 'function' | 'arguments';
  readonly id: number;
  readonly call: Call;
  readonly rest: Block;
}

/** What starts an operation. */
export interface Call {
  readonly kind: 'ops' | 'fs' | 'cached' | 'function';
  readonly id: number;
  /** Which function, for `function`; which method, for `ops` and `fs`. */
  readonly pick: number;
  readonly values: readonly Value[];
}

export type FailureShape =
  | 'guard'
  | 'else'
  | 'not'
  | 'and'
  | 'tolerated'
  | 'ladder'
  | 'ignored'
  | 'absent'
  | 'logged'
  | 'wrapped'
  | 'tagged'
  | 'mixed'
  | 'unclassified'
  | 'default'
  | 'strict'
  | 'reassigned'
  | 'swapped';

export interface Handler {
  readonly form: 'function' | 'arrow' | 'named' | 'bound' | 'declared' | 'variable';
  readonly error: string;
  readonly values: readonly string[];
  /** What stands in for the last value where it is missing: `function (err, value = 'none')`. */
  readonly fallback: boolean;
  readonly shape: FailureShape;
  /** What runs on failure, where the shape has room for it. */
  readonly failure: Block;
  readonly condition: Condition;
  readonly block: Block;
  /** True for a plain function that looks at its own `this`. */
  readonly ownThis: boolean;
}
