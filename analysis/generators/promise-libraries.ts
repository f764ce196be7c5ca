/** Modules all of whose functions give promises (constructors and helpers that nobody would wait for apart). */
const always =
  /^(?:(?:node:)?(?:fs|timers|stream|dns|readline)\/promises|mz\/.+|fs-promise|node-fetch|cross-fetch|axios|got|request-promise(?:-native|-any)?|globby|delay|p-(?:map|series|all|props|retry|timeout|reduce|filter|each-series|map-series))$/;

/** Their members that give something else. */
const others = /(?:Sync|Stream)$|^[A-Z]|^(?:watch|exists|stream|create|extend|isCancel|isAxiosError|hasMagic|spread)/;

/** What makes promise functions of callback functions. */
const promisifiers = new Map<string, ReadonlySet<string | undefined>>([
  ['util', new Set(['promisify'])],
  ['node:util', new Set(['promisify'])],
  ['bluebird', new Set(['promisify', 'coroutine', 'method'])],
  ['es6-promisify', new Set(['promisify', undefined])],
  ['pify', new Set([undefined])],
  ['thenify', new Set([undefined])],
  ['q', new Set(['denodeify', 'nfbind', 'nbind', 'async'])],
  ['co', new Set(['wrap'])],
]);

/** Members of promise libraries that are no promise themselves when they are called. */
const noPromise =
  /^(?:promisify|promisifyAll|coroutine|method|defer|pending|config|denodeify|nfbind|nbind|async|isPromise|is|isFulfilled|isRejected|isPending|fbind|longStackTraces|setScheduler|onPossiblyUnhandledRejection|noConflict|getNewLibraryCopy|promised|wrap|isCancel|create)$/;

const libraries = new Set([
  'bluebird',
  'q',
  'native-promise-only',
  'es6-promise',
  'any-promise',
  'pinkie-promise',
  'when',
  'rsvp',
]);

/** Whether a call of a module's export surely gives a promise, as packages are documented. */
export function givesPromise(specifier: string, member: string | undefined): boolean {
  if (libraries.has(specifier)) return member === undefined ? specifier === 'q' : !noPromise.test(member);
  return always.test(specifier) && (member === undefined || !others.test(member));
}

/** Whether a call of a module's export makes a function that gives promises. */
export function makesPromiseFunction(specifier: string, member: string | undefined): boolean {
  return promisifiers.get(specifier)?.has(member) ?? false;
}

/** Whether `new` of a module's export makes a promise. */
export function isPromiseClass(specifier: string, member: string | undefined): boolean {
  return libraries.has(specifier) && (member === undefined || member === 'Promise');
}
