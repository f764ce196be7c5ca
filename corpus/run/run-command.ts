import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

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

/** Runs a program to its end, in a process group of its own so that a timeout ends exactly what was started. */
export function runCommand(program: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const { cwd, env = process.env, timeoutSeconds = 300 } = options;
  return new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      endGroup(child.pid);
    }, timeoutSeconds * 1000);
    const finish = (code: number): void => {
      clearTimeout(timer);
      endGroup(child.pid);
      resolve({ code: timedOut ? 124 : code, seconds: Math.round(performance.now() - started) / 1000, ...output });
    };
    child.on('error', () => finish(127));
    // A process in the background may hold the streams open for ever.
    child.on('exit', () => setTimeout(() => destroyAll(child.stdout, child.stderr), 1000).unref());
    child.on('close', (code) => finish(code ?? 128));
  });
}

function destroyAll(...streams: readonly Readable[]): void {
  for (const stream of streams) stream.destroy();
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
