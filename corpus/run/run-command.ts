import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface CommandResult {
  /** Exit code; 124 after a timeout, 127 when the program could not be started, 128 when a signal ended it. */
  readonly code: number;
  readonly seconds: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutSeconds?: number;
}

/**
 * Runs a program to its end, in a process group of its own so that a timeout ends exactly what was started. Output goes
 * through files: into a pipe, a test tool that exits by itself may lose the end of what it printed.
 */
export async function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'coshift-corpus-'));
  const files = { stdout: path.join(folder, 'stdout'), stderr: path.join(folder, 'stderr') };
  const started = performance.now();
  try {
    const code = await runInto(files, program, args, options);
    const seconds = Math.round(performance.now() - started) / 1000;
    return {
      code,
      seconds,
      stdout: fs.readFileSync(files.stdout, 'utf8'),
      stderr: fs.readFileSync(files.stderr, 'utf8'),
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns the exit code */
function runInto(
  files: { readonly stdout: string; readonly stderr: string },
  program: string,
  args: readonly string[],
  { cwd, env = process.env, timeoutSeconds = 300 }: CommandOptions,
): Promise<number> {
  const output = [fs.openSync(files.stdout, 'w'), fs.openSync(files.stderr, 'w')] as const;
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', ...output] });
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      endGroup(child.pid);
    }, timeoutSeconds * 1000);
    const finish = (code: number): void => {
      clearTimeout(timer);
      endGroup(child.pid);
      for (const file of output) fs.closeSync(file);
      resolve(timedOut ? 124 : code);
    };
    child.on('error', () => finish(127));
    child.on('exit', (code) => finish(code ?? 128));
  });
}

/** Ends what a program left behind; most leave nothing. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is gone.
  }
}

/** A command line for bash. */
export function runShell(line: string, options: CommandOptions): Promise<CommandResult> {
  return runCommand('bash', ['-c', line], options);
}

/** The end of what a command said, for messages. */
export function tailOf({ stdout, stderr }: CommandResult, length = 400): string {
  return `${stdout}\n${stderr}`.trim().slice(-length);
}
