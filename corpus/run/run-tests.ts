import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { PackageEntry } from './package-entry.js';
import { runCommand } from './run-command.js';
import { readTestCounts } from './test-counts.js';

export interface TestRun {
  readonly exit: number;
  /** `undefined` when the output does not tell. */
  readonly passing?: number;
  readonly failing?: number;
  readonly seconds: number;
  /** The end of the output of a run that failed. */
  readonly tail?: string;
}

const loopbackOnly = 'ip link set lo up; exec "$@"';

/** Runs a package's own tests in a copy of it, without network where the system allows to take it away. What they print is kept beside the copy, in tests.log. */
export async function runTests(entry: PackageEntry, folder: string): Promise<TestRun> {
  const [program, ...args] = isolated(entry.testCommand);
  const timeoutSeconds = entry.timeoutSeconds ?? 120;
  const result = await runCommand(program!, args, { cwd: folder, env: environment(entry, folder), timeoutSeconds });
  const output = result.stdout + result.stderr;
  fs.writeFileSync(path.join(path.dirname(folder), 'tests.log'), output);
  return {
    exit: result.code,
    ...readTestCounts(output),
    seconds: result.seconds,
    ...(result.code === 0 ? {} : { tail: output.slice(-2000) }),
  };
}

/** The same as a command line for a shell. */
export function testCommandLine({ testCommand }: PackageEntry): string {
  return isolated(testCommand)
    .map((word) => `'${word.replaceAll("'", `'\\''`)}'`)
    .join(' ');
}

function isolated(command: readonly string[]): readonly string[] {
  return canIsolate() ? ['unshare', '-n', 'bash', '-c', loopbackOnly, '_', ...command] : command;
}

let isolation: boolean | undefined;

function canIsolate(): boolean {
  isolation ??=
    process.getuid?.() === 0 && spawnSync('unshare', ['-n', 'bash', '-c', 'ip link set lo up']).status === 0;
  return isolation;
}

/** A small, fixed environment. The home directory is an ancestor of the package, which some suites expect. */
export function environment(entry: PackageEntry, folder: string): NodeJS.ProcessEnv {
  const home = path.dirname(folder);
  const temporary = path.join(home, 'tmp');
  fs.rmSync(temporary, { recursive: true, force: true });
  fs.mkdirSync(temporary, { recursive: true });
  return {
    PATH: `${path.join(folder, 'node_modules/.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
    HOME: home,
    TMPDIR: temporary,
    USER: 'corpus',
    LOGNAME: 'corpus',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    CI: '1',
    FORCE_COLOR: '0',
    NO_COLOR: '1',
    GIT_CONFIG_NOSYSTEM: '1',
    ...entry.env,
  };
}
