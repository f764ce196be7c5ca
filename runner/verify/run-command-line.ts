import { closeSync, openSync, readFileSync } from 'node:fs';
import { x } from 'tinyexec';
import type { ProcessTable } from '../run-settings.js';

/** How a command line ended. */
export interface CommandEnd {
  readonly result: 'passed' | 'failed' | 'timed-out' | 'interrupted';
  /** Undefined when a signal ended it, or it could not be started. */
  readonly exitCode: number | undefined;
  readonly seconds: number;
  /** What it printed to both of its streams. */
  readonly output: string;
}

interface CommandSettings {
  /** Absolute path of the folder in which it runs. */
  readonly cwd: string;
  readonly timeoutSeconds: number;
  /** Absolute path of a file for its output: into a pipe, tools that exit by themselves may lose the end of it. */
  readonly log: string;
  readonly processes: ProcessTable;
  readonly signal?: AbortSignal | undefined;
}

/** How long processes have to end by themselves when their time is over, in milliseconds. */
const GRACE = 2000;

/**
 * Runs a command line in the shell, with the programs of `node_modules/.bin` at hand. It gets no input. Processes that it
 * started are ended with it.
 */
export async function runCommandLine(line: string, settings: CommandSettings): Promise<CommandEnd> {
  const { cwd, timeoutSeconds, log, processes, signal } = settings;
  const file = openSync(log, 'w');
  const started = performance.now();
  const child = x(line, [], {
    // A group of its own, which can be ended as one, and which Ctrl-C does not reach by itself.
    nodeOptions: { cwd, shell: true, detached: processes.platform !== 'win32', stdio: ['ignore', file, file] },
  });
  const end = (how: 'SIGTERM' | 'SIGKILL'): void => endTree(child.pid, how, processes);
  const time = { isOver: false };
  const onTimeout = (): void => {
    time.isOver = true;
    end('SIGTERM');
  };
  const timers = [
    setTimeout(onTimeout, timeoutSeconds * 1000),
    setTimeout(() => end('SIGKILL'), timeoutSeconds * 1000 + GRACE),
  ];
  const onAbort = (): void => end('SIGKILL');
  signal?.addEventListener('abort', onAbort);
  const exitCode = await child.then(
    ({ exitCode: code }) => code,
    () => undefined,
  );
  signal?.removeEventListener('abort', onAbort);
  timers.forEach(clearTimeout);
  end('SIGKILL');
  closeSync(file);
  const seconds = Math.round((performance.now() - started) / 10) / 100;
  const result = signal?.aborted ? 'interrupted' : time.isOver ? 'timed-out' : exitCode === 0 ? 'passed' : 'failed';
  return { result, exitCode, seconds, output: readFileSync(log, 'utf8') };
}

/** Ends a process and what it started; what is gone already is no error. */
function endTree(pid: number | undefined, how: 'SIGTERM' | 'SIGKILL', processes: ProcessTable): void {
  if (pid === undefined) return;
  if (processes.platform === 'win32') {
    void x('taskkill', ['/pid', String(pid), '/T', '/F']).then(
      () => undefined,
      () => undefined,
    );
    return;
  }
  try {
    processes.kill(-pid, how);
  } catch {
    // The group is gone.
  }
}
