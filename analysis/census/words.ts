/**
 * The words that the census goes by. They are its own and do not follow those of the transforms: what is counted must
 * not depend on what converts.
 */
export const words = {
  /** A first parameter with such a name receives an error. */
  error: /^_{0,2}(?:e|er|err|error|ex|exc|exception)\d*_?$|(?:Err|Error|_err|_error)\d*$/,
  /** One letter is an error only where it is tested like one. */
  shortError: /^_?(?:e|ex|er)\d*$/,
  /** A parameter with such a name completes its function, if it is called or handed on. */
  callback:
    /^_{0,2}(?:cb|clb|callback|next|done|fn|finish|complete|continuation|cont|k)\d*_?$|(?:Cb|CB|Callback|_cb|_callback)$/,
  /** A variable with such a name takes the place of a parameter: `var cb = opts.done || noop`. */
  callbackVariable: /^_{0,2}(?:cb|clb|callback|done)\d*_?$|(?:Cb|CB|Callback|_cb|_callback)$/,
  /** A member with such a name is a callback that was stored: `this.callback(err)`, `req.cb()`. */
  callbackMember: /^_{0,2}(?:cb|clb|callback)_?$/,
  listenerMethods: new Set([
    'on',
    'once',
    'off',
    'addListener',
    'prependListener',
    'prependOnceListener',
    'removeListener',
    'addEventListener',
    'removeEventListener',
  ]),
  /** Methods of arrays, whose first argument is called for each element. */
  arrayMethods: new Set([
    'forEach',
    'map',
    'filter',
    'some',
    'every',
    'find',
    'findIndex',
    'findLast',
    'reduce',
    'reduceRight',
    'sort',
    'flatMap',
  ]),
  promiseMethods: new Set([
    'then',
    'catch',
    'finally',
    'spread',
    'tap',
    'tapCatch',
    'fail',
    'fin',
    'nodeify',
    'asCallback',
    'caught',
    'lastly',
  ]),
  /** Those among them that other objects have too: they count at the end of a chain, or with a function in place. */
  ambiguousPromiseMethods: new Set(['spread', 'tap', 'fail', 'fin', 'caught', 'lastly']),
  runners: new Set(['co', 'coroutine', 'spawn', 'suspend', 'genny', 'galaxy', 'vo', 'gen-run', 'bluebird-co']),
  /** Members of a module or library object that run a generator: `co.wrap`, `Q.async`, `Promise.coroutine`. */
  runnerMembers: new Set(['wrap', 'async', 'spawn', 'coroutine']),
  asyncLibraries: new Set([
    'async',
    'neo-async',
    'contra',
    'vasync',
    'step',
    'seq',
    'flow',
    'steed',
    'fastparallel',
    'fastseries',
    'fastfall',
    'run-series',
    'run-parallel',
    'run-parallel-limit',
    'run-waterfall',
    'run-auto',
    'after-all',
    'slide',
    'queue-async',
    'd3-queue',
    'each-async',
    'map-async',
    'async-each',
    'async-queue',
  ]),
  /** Methods by which a library that was reached through another module is known: `utile.async.forEach`. */
  asyncMethods:
    /^(?:each|forEach|map|filter|reject|reduce|detect|sortBy|some|every|concat|series|parallel|whilst|doWhilst|until|waterfall|compose|applyEach|queue|priorityQueue|cargo|auto|autoInject|retry|iterator|apply|nextTick|times|race|tryEach|forever|seq)(?:Series|Limit|Of|OfSeries|OfLimit)?$/,
  engineNames: new Set([
    'engine',
    'Task',
    'NodeTask',
    'Callback',
    'Wait',
    'WaitAll',
    'Multi',
    'asynchronous',
    'coroutine',
    'Return',
    'multi',
    'multiFuture',
  ]),
  bridgeNames: new Set(['asCallback', 'task', 'dual', 'detach']),
  timers: new Set(['setTimeout', 'setImmediate', 'setInterval', 'nextTick', 'queueMicrotask']),
  shim: /^coshift-shim(?:\/|$)/,
} as const;
