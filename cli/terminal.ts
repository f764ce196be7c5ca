import type { Transform } from '../core/index.js';
import type { RunSystem } from '../runner/run-settings.js';

/** Where a command reads its surroundings from and prints to. */
export interface Terminal {
  readonly cwd: string;
  /** Data. */
  readonly stdout: OutputStream;
  /** Progress, summaries beside data, and errors. */
  readonly stderr: OutputStream;
  /** What only those want to read who look for a fault. */
  readonly debug?: (message: string) => void;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** What trying a conversion needs; without it, nothing that an earlier run left is put back. */
  readonly system?: RunSystem;
}

export interface OutputStream {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  readonly color: boolean;
  /** How many columns are shown; undefined when nobody watches. */
  readonly columns?: number;
}

/** What every command works with. */
export interface Surroundings {
  /** The transforms that there are. */
  readonly registry: readonly Transform[];
  readonly terminal: Terminal;
}
