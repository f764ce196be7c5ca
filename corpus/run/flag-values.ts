import { InvalidArgumentError, type Command } from 'commander';

const modes = ['default', 'unsafe', 'exports-promise', 'exports-callback', 'verify'];

/** `ncp,resolve` */
export const names = (value: string): string[] => value.split(',').filter(Boolean);

/** Names of modes. A misspelt one would measure nothing, and nothing is worse than nothing. */
export function modeNames(value: string): string[] {
  const unknown = names(value).filter((name) => !modes.includes(name));
  if (unknown.length > 0) throw new InvalidArgumentError(`Modes are ${modes.join(', ')}.`);
  return names(value);
}

/** A whole number above zero. */
export function count(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) throw new InvalidArgumentError('It has to be a whole number above 0.');
  return Number(value);
}

/** Ends with code 2 where the command line, or what it names, is wrong; 1 is for packages that got worse. */
export async function orRefuse<T>(program: Command, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    return program.error(`error: ${(error as Error).message}`);
  }
}

/** As `orRefuse`, for what commander finds wrong. */
export const refusing = (program: Command): Command =>
  program.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
