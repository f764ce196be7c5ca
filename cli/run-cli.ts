import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
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
    terminal.stderr.write(`${describe(error, args, terminal.cwd)}\n`);
    return exitCodes.failure;
  }
}

function describe(error: unknown, args: readonly string[], cwd: string): string {
  if (error instanceof UsageError) return error.message;
  if (error instanceof CommanderError) return pathForCommand(error, cwd) ?? describeUsage(error.message);
  const detail = error instanceof Error ? (isVerbose(args) ? error.stack : error.message) : String(error);
  return `coshift: error: ${detail}; if this is no fault of your system, please report it (-v shows where it happened)`;
}

/** `coshift lib`: who names a path first wants to see what becomes of it. */
function pathForCommand({ code, message }: CommanderError, cwd: string): string | undefined {
  const word = code === 'commander.unknownCommand' ? /^error: unknown command '([^']+)'/.exec(message)?.[1] : undefined;
  if (word === undefined || !existsSync(resolve(cwd, word))) return undefined;
  return `coshift: error: name a command in front of ${word}: "coshift check ${word}" says what would convert, "coshift convert ${word}" prints the diff`;
}

function describeUsage(message: string): string {
  if (message === '(outputHelp)') {
    return 'coshift: error: name a command (check, convert, list, explain, path); see "coshift --help"';
  }
  return `coshift: ${message.replace(/\s*\n\s*/g, ' ').replace(/\.?$/, '')}; see "coshift --help"`;
}

function isVerbose(args: readonly string[]): boolean {
  return args.includes('-v') || args.includes('--verbose');
}
