import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose, type FileOutcome, type VerificationRun } from '../../core/index.js';
import type { RunSettings, VerifySettings } from '../run-settings.js';
import { firstError, lastLines } from './first-error.js';
import { runCommandLine, type CommandEnd } from './run-command-line.js';
import { VerifyStop } from './verify-stop.js';
import type { WorkTree } from './work-tree.js';

/** What the project's own tests say about one state of its files. */
export interface TestResult {
  readonly passed: boolean;
  /** What they said first about the failure. */
  readonly detail: string;
  readonly output: readonly string[];
}

/** A state of the files, and how much of the conversion it holds. */
export interface FileState {
  readonly changed: readonly FileOutcome[];
  /** How many sites are converted. */
  readonly sites: number;
}

/** Seconds that tests may take before anybody knows how long they take. */
const FIRST_LIMIT = 1800;

const LEAST_LIMIT = 60;

/** A run on converted files may take so many times what the one on the originals took: hanging is a way to fail. */
const SLOWER = 3;

/** How much output a report shows. */
const SHOWN_LINES = 20;

/** Runs the project's own tests on states of its files, and remembers what they said. */
export class TestRuns {
  readonly runs: VerificationRun[] = [];
  /** Seconds that a run on converted files may take; undefined before the originals have passed. */
  limit: number | undefined;
  readonly #known = new Map<string, TestResult>();
  #last: string | undefined;
  #baseline = '';

  /**
   * @param verify what to run
   * @param folder absolute path of a folder for output
   * @param total how many sites the whole conversion has
   */
  constructor(
    private readonly verify: VerifySettings,
    private readonly settings: RunSettings,
    private readonly tree: WorkTree,
    private readonly folder: string,
    private readonly total: number,
  ) {
    for (const name of readdirSync(folder)) if (/^run-\d+\.log$/.test(name)) rmSync(join(folder, name));
  }

  /** What they say about a state; they are not asked twice. */
  async result(state: FileState): Promise<TestResult> {
    return this.#known.get(hashOf(state)) ?? this.run(state);
  }

  /** Runs them, whatever is known; afterwards the files hold that state. */
  async run(state: FileState): Promise<TestResult> {
    const { command } = this.verify;
    if (this.settings.signal?.aborted) throw new VerifyStop(undefined);
    this.tree.hold(state.changed);
    this.settings.onVerify?.({ kind: 'start', command, sites: state.sites, total: this.total });
    const end = await this.#execute();
    if (end.result === 'interrupted') throw new VerifyStop(undefined);
    const run = { sites: state.sites, result: end.result, exitCode: end.exitCode, seconds: end.seconds };
    this.runs.push(run);
    this.settings.onVerify?.({ kind: 'end', command, run, total: this.total });
    const changed = this.tree.changedByOthers();
    if (changed !== undefined) throw new VerifyStop(diagnose('command-changes-files', { command, path: changed }, ''));
    return this.#remember(state, end);
  }

  /** Whether the last run was one on that state. */
  wasLast(state: FileState): boolean {
    return this.#last === hashOf(state);
  }

  async #execute(): Promise<CommandEnd> {
    const { command, timeoutSeconds } = this.verify;
    const { cwd, signal, system } = this.settings;
    const log = join(this.folder, `run-${this.runs.length + 1}.log`);
    const limit = timeoutSeconds ?? this.limit ?? FIRST_LIMIT;
    const end = await runCommandLine(command, {
      cwd,
      timeoutSeconds: limit,
      log,
      processes: system!.processes,
      signal,
    });
    this.limit ??=
      end.result === 'passed' ? (timeoutSeconds ?? Math.max(LEAST_LIMIT, Math.ceil(SLOWER * end.seconds))) : undefined;
    return end;
  }

  #remember(state: FileState, { result, output }: CommandEnd): TestResult {
    const passed = result === 'passed';
    if (passed && state.changed.length === 0) this.#baseline = output;
    const said = passed ? '' : firstError(output, this.#baseline);
    const late = result === 'timed-out' ? ['it was not done in time'] : [];
    const detail = [...late, said].filter((part) => part !== '').join('; ');
    const found = { passed, detail: detail || 'its output does not say why', output: lastLines(output, SHOWN_LINES) };
    this.#known.set(hashOf(state), found);
    this.#last = hashOf(state);
    return found;
  }
}

/** Two states with the same texts are one. */
function hashOf({ changed }: FileState): string {
  const texts = changed.map(({ path, after }) => [path, after] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex');
}
