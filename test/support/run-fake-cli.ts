import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as a process of its own, with the fake transform as its only one. */
export function runFakeCli(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): CommandResult {
  const script = fileURLToPath(new URL('fake-cli.ts', import.meta.url));
  const inherited = { ...process.env };
  delete inherited.NO_COLOR;
  delete inherited.FORCE_COLOR;
  const { status, stdout, stderr, error } = spawnSync(process.execPath, ['--import', loader, script, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...inherited, ...env },
  });
  if (error) throw error;
  return { code: status, stdout, stderr };
}
