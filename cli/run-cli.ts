import { CommanderError } from 'commander';
import type { Transform } from '../core/index.js';
import { exitCodes } from './exit-code.js';
import { createProgram } from './program.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

/**
 * Runs one command line.
 *
 * @param args without the names of node and the script
 * @param registry the transforms that there are
 * @returns the exit code
 */
export async function runCli(
  args: readonly string[],
  registry: readonly Transform[],
  terminal: Terminal,
): Promise<number> {
  let exitCode: number = exitCodes.ok;
  try {
    await createProgram({ registry, terminal }, (code) => (exitCode = code)).parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
    if (!(error instanceof CommanderError || error instanceof UsageError)) throw error;
    terminal.stderr.write(`${describe(error)}\n`);
    return exitCodes.failure;
  }
}

function describe(error: CommanderError | UsageError): string {
  if (error instanceof UsageError) return error.message;
  if (error.message === '(outputHelp)')
    return 'coshift: error: name a command (check, convert, list, explain, path); see "coshift --help"';
  return `coshift: ${error.message.replace(/\s*\n\s*/g, ' ').replace(/\.?$/, '')}; see "coshift --help"`;
}
