import writeFileAtomic from 'write-file-atomic';
import { diagnose, type Diagnostic, type FileOutcome } from '../core/index.js';
import { fail } from './file-outcomes.js';
import type { Packages } from './packages.js';
import { writeTarget } from './write-target.js';

export interface WriteHooks {
  /** Stops between two files. */
  readonly signal?: AbortSignal;
  readonly onWritten: () => void;
}

/**
 * Writes the changed files. Every package.json comes first: without its entry the files of its package would import a
 * module that is not installed, so they fail with it.
 *
 * @returns the outcomes, where what could not be written has failed; those that an abort kept from being written are left out
 */
export async function writeOutcomes(
  outcomes: readonly FileOutcome[],
  packages: Packages,
  { signal, onWritten }: WriteHooks,
): Promise<readonly FileOutcome[]> {
  const written = new Map<string, FileOutcome>();
  for (const outcome of outcomes.toSorted((a, b) => Number(isManifest(b)) - Number(isManifest(a)))) {
    if (outcome.status !== 'changed') continue;
    if (signal?.aborted) break;
    const manifest = outcome.shimImports.length > 0 ? packages.manifestOf(outcome.path) : undefined;
    const missing = manifest !== undefined && written.get(manifest)?.status === 'failed';
    const problem = missing
      ? diagnose('required-file-refused', { path: manifest }, outcome.path)
      : await writeOutcome(packages.root, outcome);
    written.set(outcome.path, problem ? fail(outcome, problem) : outcome);
    onWritten();
  }
  return outcomes.flatMap((outcome) => (outcome.status === 'changed' ? (written.get(outcome.path) ?? []) : outcome));
}

/** Writes a temporary file and renames it, keeping the mode; refuses when the file is not what was read. */
async function writeOutcome(root: string, outcome: FileOutcome): Promise<Diagnostic | undefined> {
  const target = writeTarget(root, outcome);
  if (typeof target !== 'string') return target;
  try {
    await writeFileAtomic(target, outcome.after!);
    return undefined;
  } catch (error) {
    return diagnose('write-failed', { detail: (error as Error).message }, outcome.path);
  }
}

function isManifest({ path }: FileOutcome): boolean {
  return /(^|\/)package\.json$/.test(path);
}
