import { InvalidArgumentError } from 'commander';
import { UsageError } from './usage-error.js';

interface VerifyFlags {
  readonly write?: boolean;
  readonly verify?: string;
  readonly verifyTimeout?: number;
}

/** Reads a time limit. */
export function parseSeconds(value: string): number {
  const seconds = Number(value);
  if (!(seconds > 0) || seconds > MAX_SECONDS) throw new InvalidArgumentError('Give a number of seconds above 0.');
  return seconds;
}

/** What fits into the milliseconds of a timer. */
const MAX_SECONDS = 2_000_000;

/** @throws {UsageError} when the options do not fit together */
export function checkVerify({ write, verify, verifyTimeout }: VerifyFlags): void {
  if (verify?.trim() === '') throw new UsageError('--verify', 'name a command, as in --verify "npm test"');
  if (verify !== undefined && !write)
    throw new UsageError('--verify', 'the command runs on the converted files, so add --write');
  if (verifyTimeout !== undefined && verify === undefined)
    throw new UsageError('--verify-timeout', 'has no meaning without --verify');
}
