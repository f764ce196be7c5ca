import { debuglog } from 'node:util';
import type { Transform } from '../core/index.js';
import { exitCodes } from './exit-code.js';
import { runCli } from './run-cli.js';
import { stateFolders } from './state-folders.js';
import type { OutputStream } from './terminal.js';

/** Runs the command line of this process and sets its exit code. */
export async function runProcess(registry: readonly Transform[]): Promise<void> {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
      interruption.abort();
    });
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  process.exitCode = await runCli(process.argv.slice(2), registry, {
    cwd: process.cwd(),
    stdout: outputStream(process.stdout),
    stderr: outputStream(process.stderr),
    debug: debuglog('coshift'),
    signal: interruption.signal,
    system: { processes: process, stateFolders: stateFolders(process.env, process.platform) },
  });
}

function outputStream(stream: NodeJS.WriteStream): OutputStream {
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY,
    color: showsColors(stream),
    columns: stream.columns,
  };
}

/** As https://no-color.org and https://force-color.org ask. */
function showsColors(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0';
  return stream.isTTY && TERM !== 'dumb';
}
