import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  diagnose,
  type Diagnostic,
  type FileOutcome,
  type LibraryProfile,
  type SourceFile,
  type Transform,
} from '../core/index.js';
import { openCache } from './cache/open-cache.js';
import { StepCache } from './cache/step-cache.js';
import { CensusTaker } from './census-taker.js';
import { outcomeWithout } from './file-outcomes.js';
import { findRoot } from './find-root.js';
import { missingPrettier } from './formatting/format-outcomes.js';
import { checkGit } from './git-guard.js';
import { listFiles } from './list-files.js';
import { Packages } from './packages.js';
import { readProfiles } from './profiles/read-profiles.js';
import { isDiagnostic, readSource } from './read-source.js';
import type { RunSettings } from './run-settings.js';
import { selectFiles } from './select-files.js';
import { looksGenerated } from './source-names.js';
import { restoreInterrupted } from './verify/restore-interrupted.js';

/** What the stages after discovery work on. */
export interface PreparedRun {
  readonly root: string;
  readonly packages: Packages;
  /** Profiles of packages that the user gives. */
  readonly profiles: readonly LibraryProfile[];
  /** Chosen with `--transform`; empty when a problem keeps the run from starting. */
  readonly transforms: readonly Transform[];
  /** Files to edit. */
  readonly sources: readonly SourceFile[];
  /** Files that facts are read from: `sources` and the rest of their packages. */
  readonly files: readonly SourceFile[];
  /** Outcomes that are known already: files that cannot be read or are skipped. */
  readonly outcomes: readonly FileOutcome[];
  readonly diagnostics: readonly Diagnostic[];
  /** What earlier runs found out about single files. */
  readonly steps: StepCache;
  /** Counts legacy code on the way; absent when nobody asked for it. */
  readonly census?: CensusTaker;
  /** True when nothing may be done because of what `diagnostics` says. */
  readonly blocked: boolean;
}

/** Checks what was asked for, finds the files and reads them. */
export async function prepareRun(settings: RunSettings): Promise<PreparedRun> {
  const cwd = realpathSync(settings.cwd);
  const root = await findRoot(cwd, settings.paths);
  const restored = settings.system ? restoreInterrupted(root, settings.system) : [];
  const packages = new Packages(root);
  const { profiles, diagnostics: badProfiles } = readProfiles(
    root,
    settings.profiles.map((path) => resolve(cwd, path)),
  );
  const start = {
    root,
    packages,
    profiles,
    transforms: [],
    sources: [],
    files: [],
    outcomes: [],
    steps: new StepCache(),
  };
  const problems = [
    ...restored.filter(({ severity }) => severity === 'error'),
    ...unknownTransforms(settings),
    ...badProfiles,
    ...(settings.write ? [await checkGit(root, settings.allow)] : []),
    ...(settings.formatWith ? [await missingPrettier(root)] : []),
  ].filter((each) => each !== undefined);
  if (problems.length > 0) return { ...start, diagnostics: problems, blocked: true };

  const listing = await listFiles(root);
  const { paths, named, diagnostics } = await selectFiles({ ...settings, cwd, root, listing });
  const read = readSelected(root, paths, named);
  const others = packages.related(paths, listing).filter((path) => !read.seen.has(path));
  const files = [...read.sources, ...readOthers(root, others)].sort((a, b) => (a.path < b.path ? -1 : 1));
  const steps = openCache(root, cwd, settings);
  return {
    ...start,
    transforms: chosenTransforms(settings),
    sources: read.sources,
    files,
    outcomes: read.outcomes,
    diagnostics: [...restored, ...diagnostics],
    steps,
    ...(settings.census && { census: new CensusTaker(steps, settings.onInternalError) }),
    blocked: false,
  };
}

function unknownTransforms({ options, registry }: RunSettings): readonly Diagnostic[] {
  const known = registry.map(({ name }) => name);
  return options.transforms
    .filter((name) => !known.includes(name))
    .map((name) => diagnose('unknown-transform', { name, known: known.join(', ') || 'none' }, ''));
}

function chosenTransforms({ options, registry }: RunSettings): readonly Transform[] {
  return options.transforms.length === 0 ? registry : registry.filter(({ name }) => options.transforms.includes(name));
}

function readSelected(root: string, paths: readonly string[], named: ReadonlySet<string>) {
  const sources: SourceFile[] = [];
  const outcomes: FileOutcome[] = [];
  for (const path of paths) {
    const source = readSource(root, path);
    if (isDiagnostic(source))
      outcomes.push(outcomeWithout(path, source.severity === 'error' ? 'failed' : 'unchanged', undefined, source));
    else if (!named.has(path) && looksGenerated(path, source.text))
      outcomes.push(outcomeWithout(path, 'unchanged', source, diagnose('generated-file-skipped', {}, path)));
    else sources.push(source);
  }
  return { sources, outcomes, seen: new Set(paths) };
}

/** Files that only facts are read from: what cannot be read or was not written by hand says nothing. */
function readOthers(root: string, paths: readonly string[]): readonly SourceFile[] {
  return paths.flatMap((path) => {
    const source = readSource(root, path);
    return isDiagnostic(source) || looksGenerated(path, source.text) ? [] : source;
  });
}
