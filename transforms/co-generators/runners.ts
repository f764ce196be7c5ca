/** What a library does with generator functions. One row for each export that runs them. */
export interface Runner {
  readonly package: string;
  /** The export; `undefined` for the module itself. */
  readonly member: string | undefined;
  /** The major version that the row is about; `undefined`: all. */
  readonly major?: number;
  /**
   * `run`: `run(fn, ...args)` or `run(fn())` starts at once and gives a promise. `wrap`: `wrap(fn)` gives a function that starts
   * at each call and gives a promise. `thunk`: `thunk(fn)` gives a function that starts at each call and takes a callback. `spawn`:
   * starts at once and gives nothing; what fails is an uncaught exception.
   */
  readonly shape: 'run' | 'wrap' | 'thunk' | 'spawn';
  /**
   * What may be yielded. `co4` and `co3`: promises, thunks, generators, generator functions, arrays and objects of them; the rest
   * is an error. `promises`: the rest is an error. `anything`: the rest is the result itself. `resumed`: calls that are handed
   * a callback of the runner, and promises.
   */
  readonly yields: 'co4' | 'co3' | 'promises' | 'anything' | 'resumed';
  /** What promise it gives: `native`, or one with methods of its own. */
  readonly result: 'native' | 'bluebird' | 'foreign' | 'none';
  /** True when a callback may follow the generator function. */
  readonly takesCallback?: boolean;
}

/** Every runner starts the generator before its call returns, and each passes on `this` and arguments to the generator function. */
export const runners: readonly Runner[] = [
  { package: 'co', member: undefined, major: 4, shape: 'run', yields: 'co4', result: 'native' },
  { package: 'co', member: 'co', major: 4, shape: 'run', yields: 'co4', result: 'native' },
  { package: 'co', member: 'wrap', major: 4, shape: 'wrap', yields: 'co4', result: 'native' },
  { package: 'co', member: undefined, major: 3, shape: 'thunk', yields: 'co3', result: 'none' },
  { package: 'bluebird', member: 'coroutine', shape: 'wrap', yields: 'promises', result: 'bluebird' },
  { package: 'q', member: 'async', shape: 'wrap', yields: 'anything', result: 'foreign' },
  { package: 'q', member: 'spawn', shape: 'spawn', yields: 'anything', result: 'none' },
  { package: 'suspend', member: 'promise', shape: 'wrap', yields: 'resumed', result: 'foreign' },
  { package: 'suspend', member: 'run', shape: 'spawn', yields: 'resumed', result: 'none', takesCallback: true },
  { package: 'genny', member: 'run', shape: 'spawn', yields: 'resumed', result: 'none', takesCallback: true },
  { package: 'gen-run', member: undefined, shape: 'spawn', yields: 'resumed', result: 'none', takesCallback: true },
];

/** The row of an export, as far as the version is known. */
export function findRunner(
  specifier: string,
  member: string | undefined,
  major: number | undefined,
): Runner | undefined {
  const rows = runners.filter((row) => row.package === specifier && row.member === member);
  return rows.find((row) => row.major === undefined || row.major === major);
}

/** Whether an export is a runner in some version of its package. */
export const dependsOnVersion = (specifier: string, member: string | undefined): boolean =>
  runners.some((row) => row.package === specifier && row.member === member && row.major !== undefined);

/** Whether a package is one that runs generators, whatever is used of it. */
export const isRunnerPackage = (specifier: string): boolean => runners.some((row) => row.package === specifier);
