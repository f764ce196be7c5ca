/**
 * How it ended: `nothing-to-convert` (the command was not run); `passed` (the whole conversion is written); `reduced` (what
 * the command passes with is written); `refused` (nothing is written, and the diagnostics of the report say why);
 * `interrupted` (nothing is written).
 */
export type VerificationOutcome = 'nothing-to-convert' | 'passed' | 'reduced' | 'refused' | 'interrupted';

/** One run of the command that says whether the project still works. */
export interface VerificationRun {
  /** How many sites were converted in the files that it saw; none: the originals. */
  readonly sites: number;
  readonly result: 'passed' | 'failed' | 'timed-out';
  /** Undefined when it was ended, or could not be started. */
  readonly exitCode: number | undefined;
  readonly seconds: number;
}

/** A site that stays since the command fails with its conversion. */
export interface TakenBack {
  readonly path: string;
  readonly line: number;
  /** What stands there, for people. */
  readonly title: string;
  /** What the command said first about it; empty when that could not be found out. */
  readonly detail: string;
}

/** What the project's own tests said about a conversion. */
export interface Verification {
  readonly command: string;
  readonly outcome: VerificationOutcome;
  /** Sites of the whole conversion. */
  readonly sites: number;
  /** Seconds that a run on converted files may take; undefined when it did not come to that. */
  readonly timeoutSeconds: number | undefined;
  /** In order; the last one of `passed` and `reduced` saw exactly the files that are written. */
  readonly runs: readonly VerificationRun[];
  readonly takenBack: readonly TakenBack[];
  /** The last lines of the run that stopped everything; of no run otherwise. */
  readonly output: readonly string[];
  /** Folder with the output of each run: `run-1.log`, … */
  readonly logs: string;
}
