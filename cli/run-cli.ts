import { CommanderError } from 'commander';
import { exitCodes } from './exit-code.js';
import { createProgram } from './program.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

/**
 * Runs one command line.
 *
 * @param args without the names of node and the script
 * @returns the exit code
 */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = exitCodes.ok;
  try {
    await createProgram(terminal, (code) => (exitCode = code)).parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
    if (!(error instanceof CommanderError || error instanceof UsageError)) throw error;
    terminal.stderr.write(`coshift: ${describe(error)}\n`);
    return exitCodes.failure;
  }
}

function describe({ message, name }: Error): string {
  if (message === '(outputHelp)')
    return 'error: name a command: check, convert, list, explain or path; see "coshift --help"';
  const line = message.replace(/\s*\n\s*/g, ' ');
  return name === 'UsageError' ? `error: ${line}` : `${line.replace(/\.?$/, '')}; see "coshift --help"`;
}
