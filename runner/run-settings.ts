import { defaultRunOptions, type RunOptions, type Transform, type VerificationRun } from '../core/index.js';
import { transforms } from '../transforms/registry.js';

/** Which states of the working tree a writing run accepts. */
export interface GitAllowances {
  /** Files with changes that are not committed, staged ones included. */
  readonly dirty: boolean;
  /** Files whose changes are all staged. */
  readonly staged: boolean;
  /** No version control at all. */
  readonly noVcs: boolean;
}

export interface ProgressEvent {
  readonly stage: 'plan' | 'write';
  readonly done: number;
  readonly total: number;
}

/** What runs the project's own tests. */
export interface VerifySettings {
  /** A command line for the shell, run in `cwd`. */
  readonly command: string;
  /** Seconds that one run of it may take; by default half an hour before the conversion, then three times what that took. */
  readonly timeoutSeconds?: number | undefined;
}

/** The processes of the machine: `process` of Node is one. */
export interface ProcessTable {
  readonly pid: number;
  readonly platform: string;
  kill(pid: number, signal?: string | number): boolean;
}

/** What a run needs to try a conversion, and to put back what an earlier run left when it was cut off. */
export interface RunSystem {
  readonly processes: ProcessTable;
  /** Absolute paths of folders outside of the project; the first that can be written keeps originals and logs. */
  readonly stateFolders: readonly string[];
}

/** A run of the project's own tests begins, on so many converted sites, or has ended. */
export type VerifyEvent =
  | { readonly kind: 'start'; readonly command: string; readonly sites: number; readonly total: number }
  | { readonly kind: 'end'; readonly command: string; readonly run: VerificationRun; readonly total: number };

/** Everything that a run needs to know. */
export interface RunSettings {
  /** Absolute path; `paths` are relative to it. */
  readonly cwd: string;
  /** Files, folders and globs to edit. */
  readonly paths: readonly string[];
  /** What not to edit, in the syntax of .gitignore, relative to `cwd`. */
  readonly ignorePatterns: readonly string[];
  readonly options: RunOptions;
  /** Files and folders with profiles of packages, relative to `cwd`; those in `coshift-profiles` are read anyway. */
  readonly profiles: readonly string[];
  /** Every transform that `options.transforms` may name. */
  readonly registry: readonly Transform[];
  readonly write: boolean;
  /** Counts the legacy asynchronous code of each file before and after. */
  readonly census: boolean;
  readonly allow: GitAllowances;
  /** Keeps what was found out about files for later runs, and rests on what earlier runs kept. */
  readonly cache: boolean;
  /** The folder of the cache, relative to `cwd`; `node_modules/.cache/coshift` of the project without it. */
  readonly cacheLocation?: string | undefined;
  /** The formatter of the repository that changed files go through; undefined: none. */
  readonly formatWith?: 'prettier' | undefined;
  /** Writes only what these tests pass with; needs `write` and `system`. */
  readonly verify?: VerifySettings | undefined;
  readonly system?: RunSystem | undefined;
  readonly onVerify?: (event: VerifyEvent) => void;
  readonly onProgress?: (event: ProgressEvent) => void;
  /** Receives an exception of a transform, with its stack; the run goes on with the next file. */
  readonly onInternalError?: (error: unknown, path: string) => void;
  /** Receives what only those want to know who look for a fault, such as a cache that cannot be read. */
  readonly onDebug?: (message: string) => void;
  readonly signal?: AbortSignal;
}

/** What a caller gives; everything has a default except the folder to work in. */
export type RunInput = Pick<RunSettings, 'cwd'> &
  Partial<Omit<RunSettings, 'cwd' | 'options' | 'allow'>> & {
    readonly options?: Partial<RunOptions>;
    readonly allow?: Partial<GitAllowances>;
  };

export function completeSettings(input: RunInput): RunSettings {
  return {
    paths: ['.'],
    ignorePatterns: [],
    profiles: [],
    registry: transforms,
    write: false,
    census: false,
    cache: false,
    ...input,
    options: { ...defaultRunOptions, ...input.options },
    allow: { dirty: false, staged: false, noVcs: false, ...input.allow },
  };
}
