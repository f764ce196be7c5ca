import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeCallbacks } from '../../analysis/profiles/node.generated.js';

const preload = fileURLToPath(new URL('preload.cjs', import.meta.url));

export interface PreparedInjection {
  /** For the environment of the tests. */
  readonly env: { readonly NODE_OPTIONS: string; readonly COSHIFT_INJECT: string };
  /** Where calls are logged. */
  readonly log: string;
}

/**
 * Prepares a run of a package's tests with a failure.
 * @param folder the copy of the package
 * @param sources its source files, relative to it: calls from there count
 * @param fail the call that is to fail, as the log names it; undefined when all go through
 */
export function prepareInjection(
  folder: string,
  sources: readonly string[],
  fail: string | undefined,
): PreparedInjection {
  const settings = path.join(path.dirname(folder), 'injection.json');
  const log = path.join(path.dirname(folder), 'calls.log');
  fs.rmSync(log, { force: true });
  const files = sources.map((source) => path.join(folder, source));
  fs.writeFileSync(settings, JSON.stringify({ folder, sources: files, functions: functions(), fail, log }));
  return { env: { NODE_OPTIONS: `--require ${preload}`, COSHIFT_INJECT: settings }, log };
}

/** Node's functions that take an error-first callback, and where their promise forms are. */
function functions() {
  return nodeCallbacks
    .filter(({ kind, name }) => kind === 'error-first' && !name.includes('#'))
    .map(({ module, name, promise }) => ({
      module,
      name,
      ...(promise?.via === 'module' && { promises: promise.module }),
    }));
}

/** Calls to fail, one for each round, spread over what was called. @param log of a run in which nothing failed */
export function chooseFailures(log: string, rounds: number): string[] {
  const calls = [
    ...new Set(log.split('\n').flatMap((line) => (/^(?:call|seen) /.test(line) ? [line.slice(5)] : []))),
  ].sort();
  if (calls.length <= rounds) return calls;
  return Array.from({ length: rounds }, (_, round) => calls[Math.floor((round * calls.length) / rounds)]!);
}
