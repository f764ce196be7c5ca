import type { Decision, RunOptions } from '../../core/index.js';

/** The equivalences of docs/correctness.md under which a converted module may behave differently. */
export type EquivalenceName = 'E1' | 'E2' | 'E3' | 'E4' | 'E5' | 'E6' | 'E7' | 'E8' | 'E9';

/** A scenario whose events differ, and are allowed to, in exactly this way. */
export interface AllowedDifference {
  readonly equivalence: EquivalenceName;
  readonly reason: string;
  readonly scenario: string;
  before: readonly string[];
  after: readonly string[];
}

/** The contents of `expect.json`. */
export interface FixtureExpectation {
  readonly title: string;
  /** Numbers of the case catalogue that the fixture shows. */
  readonly cases: readonly number[];
  /** How often each diagnostic is given, by its name in `messages/`; a name that is missing must not be given. */
  diagnostics: Readonly<Record<string, number>>;
  /** How many sites got each verdict; not checked when missing. */
  decisions?: Partial<Record<Decision['verdict'], number>>;
  readonly options?: Partial<RunOptions>;
  /** Modules or members (`fs`, `fs.readFile`) that some other file of the project replaces. */
  readonly patched?: readonly string[];
  /** Ranges in which the package of the module asks for others, such as `{ "co": "^3.1.0" }`. */
  readonly dependencies?: Readonly<Record<string, string>>;
  differences?: readonly AllowedDifference[];
}

/** One folder below `fixtures/<transform>/`. */
export interface Fixture {
  readonly transform: string;
  readonly name: string;
  /** Absolute path of the folder. */
  readonly folder: string;
  /** File name of the input, such as `input.js`. */
  readonly inputName: string;
  readonly input: string;
  readonly outputName: string;
  /** Absent when the input must be left as it is. */
  readonly output: string | undefined;
  /** File name of the scenarios, if there are any. */
  readonly execName: string | undefined;
  readonly expectation: FixtureExpectation;
}
