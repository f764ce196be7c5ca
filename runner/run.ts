import type { CallbackGroups, Diagnostic, FileOutcome, RunReport, Verification } from '../core/index.js';
import { conversionPlanner } from './plan-conversion.js';
import { prepareRun, type PreparedRun } from './prepare-run.js';
import { completeSettings, type RunInput, type RunSettings } from './run-settings.js';
import { toolVersion } from './tool-version.js';
import { verifyConversion } from './verify/verify-conversion.js';
import { writeOutcomes } from './write-outcomes.js';

/**
 * Runs coshift: finds the files, plans, rewrites and verifies them, and writes them when asked to. What goes wrong with a
 * file or with the request is a diagnostic of the report, not an exception.
 *
 * @throws {TypeError} when it is to be verified by a command, but not written, or not told about the system
 */
export async function run(input: RunInput): Promise<RunReport> {
  const settings = completeSettings(input);
  const prepared = await prepareRun(settings);
  if (prepared.blocked)
    return report(settings, prepared, { outcomes: [], diagnostics: prepared.diagnostics, written: false });

  try {
    return await runPrepared(prepared, settings);
  } finally {
    await prepared.steps.save();
  }
}

async function runPrepared(prepared: PreparedRun, settings: RunSettings): Promise<RunReport> {
  const plan = conversionPlanner(prepared, settings);
  if (settings.verify) {
    const { conversion, diagnostics, ...rest } = await verifyConversion(plan, prepared, settings);
    const all = [...prepared.diagnostics, ...conversion.diagnostics, ...diagnostics];
    return report(settings, prepared, { ...conversion, ...rest, diagnostics: all });
  }
  const conversion = await plan();
  const outcomes = settings.write ? await write(conversion.outcomes, prepared, settings) : conversion.outcomes;
  const diagnostics = [...prepared.diagnostics, ...conversion.diagnostics];
  return report(settings, prepared, { ...conversion, outcomes, diagnostics, written: settings.write });
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

/** What came of a run. */
interface Result {
  readonly outcomes: readonly FileOutcome[];
  readonly diagnostics: readonly Diagnostic[];
  readonly groups?: CallbackGroups;
  readonly verification?: Verification;
  readonly written: boolean;
}

function report(
  settings: RunSettings,
  { root }: PreparedRun,
  { outcomes, diagnostics, groups, verification, written }: Result,
): RunReport {
  return {
    schemaVersion: 1,
    toolVersion,
    root,
    options: settings.options,
    files: outcomes.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    diagnostics,
    ...(groups && { groups }),
    ...(verification && { verification }),
    written,
    interrupted: settings.signal?.aborted ?? false,
  };
}
