/**
 * How much legacy asynchronous code there is. Counted from the syntax alone by the definitions of docs/census.md, and
 * not from what coshift can convert.
 */
export interface Census {
  /** Functions whose first parameter is an error and that handle one result: in place, or declared under a name. */
  readonly errorFirstHandlers: number;
  /** Handlers by how deep they are nested in one another; index 0 holds those inside no other. */
  readonly nesting: readonly number[];
  /** Functions that complete through a parameter. */
  readonly callbackParameters: number;
  /** Calls of such a parameter. */
  readonly completions: number;
  /** Such a parameter handed to somebody else as it is. */
  readonly delegations: number;
  /** `yield` and `yield*` in generators that are given to a runner. */
  readonly runnerYields: number;
  /** `engine`, `Task`, `Callback`, `Wait` and their kin. */
  readonly engineConstructs: number;
  /** Calls of a control flow library. */
  readonly asyncLibraryCalls: number;
  /** Functions, by value or by name, given to `.then`, `.catch`, `.finally` and their kin. */
  readonly thenHandlers: number;
  /** `new Promise(…)` and deferred objects. */
  readonly promiseConstructions: number;
  /** Functions given to timers and to `nextTick`. */
  readonly timerHandlers: number;
  /** What is modern already, or on the way. */
  readonly asyncFunctions: number;
  readonly awaits: number;
  /** Calls of the shim that keep a callback form alive (`asCallback`) or await one (`task`). */
  readonly bridges: number;
}

export type CensusCount = Exclude<keyof Census, 'nesting'>;

/** The kinds that are counted, in the order of reports. */
export const censusCounts: readonly CensusCount[] = [
  'errorFirstHandlers',
  'callbackParameters',
  'completions',
  'delegations',
  'runnerYields',
  'engineConstructs',
  'asyncLibraryCalls',
  'thenHandlers',
  'promiseConstructions',
  'timerHandlers',
  'asyncFunctions',
  'awaits',
  'bridges',
];

/** What one of each is called that `legacyTotal` leaves out and that says how a repository works. */
export const censusLabels = {
  callbackParameters: 'callback parameter',
  delegations: 'delegation',
  engineConstructs: 'engine construct',
  asyncLibraryCalls: 'async library call',
  thenHandlers: '.then handler',
  promiseConstructions: 'promise construction',
  timerHandlers: 'timer handler',
} as const satisfies Partial<Record<CensusCount, string>>;

export const emptyCensus: Census = {
  errorFirstHandlers: 0,
  nesting: [],
  callbackParameters: 0,
  completions: 0,
  delegations: 0,
  runnerYields: 0,
  engineConstructs: 0,
  asyncLibraryCalls: 0,
  thenHandlers: 0,
  promiseConstructions: 0,
  timerHandlers: 0,
  asyncFunctions: 0,
  awaits: 0,
  bridges: 0,
};

/** The sum of several counts. */
export function addCensus(parts: Iterable<Census>): Census {
  const sum = { ...emptyCensus, nesting: [] as number[] };
  for (const part of parts) {
    for (const key of censusCounts) sum[key] += part[key];
    part.nesting.forEach((count, depth) => (sum.nesting[depth] = (sum.nesting[depth] ?? 0) + count));
  }
  return sum;
}

/** What a migration has to bring to zero: handlers, completions and runner yields, each of which becomes direct code. */
export function legacyTotal({ errorFirstHandlers, completions, runnerYields }: Census): number {
  return errorFirstHandlers + completions + runnerYields;
}

/** `legacyTotal` and the styles that are left for later: engines, library calls and promise chains. */
export function wholeTotal(census: Census): number {
  return legacyTotal(census) + census.engineConstructs + census.asyncLibraryCalls + census.thenHandlers;
}

/** How many handlers deep the deepest one stands; 0 when there is none. */
export function deepestNesting({ nesting }: Census): number {
  return nesting.length;
}

/**
 * Where in converted code something legacy stands: `declined` in code that was declined for a reason; `detach` in a block
 * that nobody waits for; `prologue` in a converted function, outside of its async body; `body` inside of an async body;
 * `refused` in a file that was taken back; `undecided` in code about which nothing was decided.
 */
export type RestPlace = 'declined' | 'detach' | 'prologue' | 'body' | 'refused' | 'undecided';

/** Units of `legacyTotal` that a conversion leaves, with what they have in common. */
export interface RestCount {
  readonly place: RestPlace;
  /** Why the code was declined; for `detach`, why the function around the block was. Missing in a file that was taken back. */
  readonly code?: string;
  /** True when no decision names the units: `code` then follows from their form alone. */
  readonly undecided?: true;
  /** True when `--unsafe` would not decline it. */
  readonly unsafe: boolean;
  readonly units: number;
  /** Where they stand, one line for each, counted from 1. */
  readonly lines: readonly number[];
}

/** The census of one file of a run. */
export interface FileCensus {
  readonly before: Census;
  /** With what the run converts, or offers to. */
  readonly after: Census;
  /** What `after` still holds. */
  readonly rest: readonly RestCount[];
}
