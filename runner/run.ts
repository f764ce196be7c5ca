import type { Diagnostic, FileOutcome, RunReport, SourceFile } from '../core/index.js';
import { attachShimUses } from './attach-shim-uses.js';
import { internalError } from './convert-file.js';
import { convertFiles, type Converted } from './convert-files.js';
import { formatOutcomes } from './formatting/format-outcomes.js';
import { ParsedFiles } from './parsed-files.js';
import { planProject, type KnownProject } from './plan-project.js';
import { prepareRun, type PreparedRun } from './prepare-run.js';
import { completeSettings, type RunInput, type RunSettings } from './run-settings.js';
import { settle } from './settle.js';
import { toolVersion } from './tool-version.js';
import type { SettledTypes } from './types/settle-types.js';
import { writeOutcomes } from './write-outcomes.js';

/**
 * Runs coshift: finds the files, plans, rewrites and verifies them, and writes them when asked to. What goes wrong with a
 * file or with the request is a diagnostic of the report, not an exception.
 */
export async function run(input: RunInput): Promise<RunReport> {
  const settings = completeSettings(input);
  const prepared = await prepareRun(settings);
  if (prepared.blocked) return report(settings, prepared, [], prepared.diagnostics);

  const parsed = new ParsedFiles();
  const failures: Diagnostic[] = [];
  const project = collectProject(prepared, parsed, settings, failures);
  const { converted, settled } = await convertUntilSound(prepared, parsed, project, settings);
  const { shimSpecifier } = settings.options;
  const used = attachShimUses(settled.outcomes, shimSpecifier, settings.onInternalError);
  const counted = prepared.census?.attach(used) ?? used;
  const formatted = settings.formatWith ? await formatOutcomes(counted, prepared.root) : counted;
  const outcomes = settings.write ? await write(formatted, prepared, settings) : formatted;
  const diagnostics = [...prepared.diagnostics, ...failures, ...converted.diagnostics, ...settled.diagnostics];
  return { ...report(settings, prepared, outcomes, diagnostics), groups: converted.groups };
}

/** How often sites are left out that the compiler refuses: leaving one out may bring out another one. */
const MAX_ATTEMPTS = 4;

/** Converts and checks; sites that turn out to be unsound are left out the next time, so that the others convert. */
async function convertUntilSound(
  prepared: PreparedRun,
  parsed: ParsedFiles,
  project: KnownProject,
  settings: RunSettings,
): Promise<{ converted: Converted; settled: Pick<SettledTypes, 'outcomes' | 'diagnostics'> }> {
  const withheld = new Map<string, string>();
  for (let attempt = 1; ; attempt++) {
    const options = withheld.size > 0 ? { ...settings.options, withheld } : settings.options;
    const converted = await convertFiles(prepared, parsed, project, { ...settings, options });
    if (settings.signal?.aborted) return { converted, settled: { outcomes: converted.outcomes, diagnostics: [] } };
    const settled = settle(converted.outcomes, prepared, options);
    const more = [...settled.withheld].filter(([site]) => !withheld.has(site));
    if (more.length === 0 || attempt === MAX_ATTEMPTS) return { converted, settled };
    for (const [site, why] of more) withheld.set(site, why);
  }
}

function collectProject(
  { root, files, sources, profiles }: PreparedRun,
  parsed: ParsedFiles,
  { onInternalError }: RunSettings,
  failures: Diagnostic[],
): KnownProject {
  const edited = new Set(sources);
  const parse = (file: SourceFile) => {
    const result = parsed.find(file);
    if (!edited.has(file)) parsed.release(file);
    return result;
  };
  const onError = (error: unknown, path: string) => {
    onInternalError?.(error, path);
    failures.push(internalError(error, path));
  };
  return planProject({ root, files, parse, profiles, onInternalError: onError });
}

async function write(
  outcomes: readonly FileOutcome[],
  { packages }: PreparedRun,
  { signal, onProgress }: RunSettings,
): Promise<readonly FileOutcome[]> {
  const total = outcomes.filter(({ status }) => status === 'changed').length;
  let done = 0;
  onProgress?.({ stage: 'write', done, total });
  return writeOutcomes(outcomes, packages, {
    signal,
    onWritten: () => onProgress?.({ stage: 'write', done: ++done, total }),
  });
}

function report(
  settings: RunSettings,
  { root, blocked }: PreparedRun,
  files: readonly FileOutcome[],
  diagnostics: readonly Diagnostic[],
): RunReport {
  return {
    schemaVersion: 1,
    toolVersion,
    root,
    options: settings.options,
    files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    diagnostics,
    written: settings.write && !blocked,
    interrupted: settings.signal?.aborted ?? false,
  };
}
