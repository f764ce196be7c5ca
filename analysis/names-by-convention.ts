/** Names by which Node code marks an error parameter: `err`, `er2`, `_error`, `readErr`. */
const ERROR_NAME =
  /^_*(?:e|er|errs?|errors?|ex|exception)_*\d*$|^err(?:or)?(?:list|obj|object|info|array)s?\d*$|(?:Err|Error|_err|_error)\d*$/i;

/** Names by which Node code marks a continuation parameter. */
const CALLBACK_NAME =
  /^_*(?:cb|cback|clb|callback|next|done|fn|f|finish|finished|complete|end|ondone|onend|oncomplete|callback_?)_*\d*$|(?:Cb|CB|Callback|_cb|_callback)$/;

export const isErrorName = (name: string): boolean => ERROR_NAME.test(name);

export const isCallbackName = (name: string): boolean => CALLBACK_NAME.test(name);

/**
 * Methods whose function argument is not the continuation of one operation: listeners that fire many times, functions
 * that run synchronously, registrations.
 */
const NOT_OPERATIONS = new Set([
  ...[
    'on',
    'once',
    'off',
    'addListener',
    'prependListener',
    'prependOnceListener',
    'removeListener',
    'addEventListener',
    'removeEventListener',
    'emit',
  ],
  ...['watch', 'watchFile', 'subscribe', 'observe', 'listen', 'use', 'param', 'route', 'all', 'intercept'],
  ...['then', 'catch', 'finally', 'done', 'tap', 'spread', 'error', 'fail', 'progress'],
  // Of libraries of promises: `Q.when(reading, (text) => …)` gives a promise of what its function gives. Those whose functions get
  // no error (`fin`, `ensure`, `attempt`) need not stand here, and may be names of operations.
  ...['when', 'otherwise', 'caught'],
  ...[
    'forEach',
    'each',
    'map',
    'filter',
    'some',
    'every',
    'reduce',
    'reduceRight',
    'sort',
    'sortBy',
    'find',
    'findIndex',
    'findLast',
    'flatMap',
    'groupBy',
  ],
  ...[
    'eachRight',
    'forEachRight',
    'forOwn',
    'forIn',
    'mapValues',
    'mapKeys',
    'pickBy',
    'omitBy',
    'times',
    'any',
    'detect',
    'reject',
    'partition',
    'uniq',
    'uniqBy',
    'transform',
  ],
  ...[
    'replace',
    'replaceAll',
    'call',
    'apply',
    'bind',
    'describe',
    'it',
    'test',
    'before',
    'after',
    'beforeEach',
    'afterEach',
    'suite',
    'context',
    'specify',
  ],
  ...[
    'setInterval',
    'setTimeout',
    'stub',
    'spy',
    'mock',
    'callsFake',
    'yields',
    'promisify',
    'wrap',
    'once',
    'memoize',
    'debounce',
    'throttle',
    'decorate',
    'defer',
    'queueMicrotask',
    'nextTick',
    'setImmediate',
  ],
  ...[
    'push',
    'unshift',
    'splice',
    'concat',
    'add',
    'set',
    'assign',
    'extend',
    'register',
    'resolve',
    'next',
    'return',
    'throw',
    'toString',
    'log',
    'equal',
    'deepEqual',
  ],
  ...[
    'walk',
    'walkSync',
    'traverse',
    'visit',
    'onError',
    'onerror',
    'handleError',
    'setErrorHandler',
    'errorHandler',
    'throws',
    'rejects',
    'doesNotThrow',
  ],
]);

export const takesNoContinuation = (calleeName: string): boolean =>
  NOT_OPERATIONS.has(calleeName) || /^on[A-Z]/.test(calleeName) || /Sync$/.test(calleeName);

/**
 * Names of the list above that are methods of arrays, maps, streams or functions as well as of stores and queues: there a function
 * whose parameters are plainly an error and a result is a callback all the same.
 */
const ALSO_OPERATIONS = new Set([
  'find',
  'all',
  'add',
  'set',
  'push',
  'concat',
  'next',
  'log',
  'resolve',
  'transform',
  'call',
  'wrap',
]);

export const mayTakeContinuation = (calleeName: string): boolean => ALSO_OPERATIONS.has(calleeName);

/** Names of the second parameter of a function that is called for each item of a list. */
export const isIndexName = (name: string): boolean => /^(?:i|j|n|idx|ix|index|key|k|pos)$/i.test(name);

/** Methods that put an end to something and call back once when that is done: a callback without parameters just does not look at the error. */
const ENDINGS =
  /^(?:rollback|commit|close|end|destroy|disconnect|quit|stop|shutdown|shutDown|unlock|flush|terminate|teardown|cleanup|cleanUp|logout)$/;

export const endsSomething = (calleeName: string): boolean => ENDINGS.test(calleeName);

const VALIDATING = /^(?:(?:assert|validate|check|ensure|verify|throwIf)(?:[A-Z]\w*)?|invariant|must[A-Z]\w*)$/;

/** Whether a call says that it only looks at what it gets, and throws when something is not as it should be. */
export const saysItValidates = (calleeName: string): boolean => VALIDATING.test(calleeName);
