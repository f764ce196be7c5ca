import type { Census, Verification } from '../../core/index.js';
import type { RestUnit } from '../../analysis/census/explain-rest.js';
import type { CallAcrossFiles } from './calls-across-files.js';
import type { TestRun } from './run-tests.js';

/** How a package is converted. */
export interface Mode {
  /** `default`, `unsafe`, `exports-promise`, `verify`. */
  readonly name: string;
  /** Flags of `coshift convert`. */
  readonly flags: readonly string[];
  /** Runs only when it is named: it takes many times as long. */
  readonly onDemand?: boolean;
}

/**
 * `green`: as green as before, and a second run changes nothing. `less-green`: the package's tests got worse. `unstable`: a second
 * run changes something. `failed`: coshift did not end with 0.
 */
export type ModeStatus = 'green' | 'less-green' | 'unstable' | 'failed';

/** One unit of the census that a conversion left, and why. */
export interface RestInFile extends Omit<RestUnit, 'range'> {
  readonly path: string;
  /** 1-based, in the converted file. */
  readonly line: number;
  readonly text: string;
}

/** What one conversion did to a package. */
export interface ModeResult {
  readonly mode: string;
  readonly status: ModeStatus;
  /** Exit code of coshift and the end of what it said when that is not 0. */
  readonly exit: number;
  readonly message?: string;
  readonly seconds: number;
  readonly filesChanged: number;
  /** Sites by what became of them: applied, needs-unsafe, left, refused. */
  readonly sites: Readonly<Record<string, number>>;
  /** Applied sites by verdict. */
  readonly verdicts: Readonly<Record<string, number>>;
  /** Codes of the sites that were not applied, by number of sites. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly operations: number;
  readonly census: Census;
  /** What is left of the census, unit by unit. */
  readonly rest: readonly RestInFile[];
  /** Calls of callback functions in other files of the package. */
  readonly across: readonly CallAcrossFiles[];
  readonly linesAdded: number;
  readonly linesRemoved: number;
  readonly tests: TestRun;
  /** What the package's own tests made of the conversion, in the mode that asks them. */
  readonly verification?: Pick<Verification, 'outcome' | 'runs' | 'takenBack'>;
  /** Files that a second run changed. */
  readonly changedAgain: readonly string[];
}

/** Everything that is known of a package after a run. */
export interface PackageResult {
  readonly name: string;
  readonly version: string;
  readonly style: string;
  /** Why the package could not be measured; the rest is missing then. */
  readonly error?: string;
  readonly files?: number;
  readonly census?: Census;
  readonly baseline?: TestRun;
  readonly modes: readonly ModeResult[];
  readonly seconds: number;
}
