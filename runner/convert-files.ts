import { setImmediate } from 'node:timers/promises';
import type { CallbackGroups, Diagnostic, FileOutcome, ParsedFile, SourceFile } from '../core/index.js';
import { carryOutOnce } from './carry-out.js';
import { internalError } from './convert-file.js';
import { outcomeOf, outcomeWithout } from './file-outcomes.js';
import type { ParsedFiles } from './parsed-files.js';
import type { KnownProject } from './plan-project.js';
import { planSources, type PlannedProject } from './planning/plan-sources.js';
import type { PreparedRun } from './prepare-run.js';
import { isDiagnostic } from './read-source.js';
import type { RunSettings } from './run-settings.js';

/** The outcomes of all files that were reached. */
export interface Converted {
  readonly outcomes: readonly FileOutcome[];
  /** Missing when the run was stopped before everything was planned. */
  readonly groups?: CallbackGroups;
  readonly diagnostics: readonly Diagnostic[];
}

/** Takes every file through its steps. A file that fails does not stop the others; an abort signal does. */
export async function convertFiles(
  prepared: PreparedRun,
  parsed: ParsedFiles,
  known: KnownProject,
  settings: RunSettings,
): Promise<Converted> {
  const outcomes: FileOutcome[] = [...prepared.outcomes];
  const planned = await planAll(prepared, parsed, known, settings);
  if (!planned) return { outcomes, diagnostics: [] };
  for (const source of prepared.sources) {
    if (settings.signal?.aborted) break;
    outcomes.push(convertSource(source, parsed, planned, settings, prepared));
    parsed.release(source);
    await setImmediate(); // lets signals in
  }
  return { outcomes, groups: planned.groups, diagnostics: planned.diagnostics };
}

/** @returns undefined when the run was aborted before everything was planned */
async function planAll(
  { sources, transforms, steps }: PreparedRun,
  parsed: ParsedFiles,
  known: KnownProject,
  { options, signal, onProgress }: RunSettings,
): Promise<PlannedProject | undefined> {
  const relevant = sources.filter(({ text }) => transforms.some((transform) => transform.mayApply(text)));
  const parse = (source: SourceFile) => parsed.find(source);
  const planning = planSources({ sources: relevant, parse, known, options, transforms, steps });
  for (let done = 1; ; done++) {
    const step = planning.next();
    if (step.done) return step.value;
    if (signal?.aborted) return undefined;
    onProgress?.({ stage: 'plan', done: Math.min(done, relevant.length), total: relevant.length });
    await setImmediate();
  }
}

function convertSource(
  source: SourceFile,
  parsed: ParsedFiles,
  { planner }: PlannedProject,
  { options, onInternalError }: RunSettings,
  { census, steps }: PreparedRun,
): FileOutcome {
  const { path } = source;
  const result = planner.plans.get(path);
  const counted = { source, parse: () => parsed.find(source), facts: planner.facts };
  try {
    if (!result) {
      census?.original(counted, []);
      return outcomeWithout(path, 'unchanged', source);
    }
    if ('error' in result) throw result.error;
    const unread = result.id === undefined ? parsed.get(source) : undefined;
    if (unread && isDiagnostic(unread)) return outcomeWithout(path, 'failed', source, unread);
    const parse = (): ParsedFile => parsed.find(source)!;
    const outcome = outcomeOf(carryOutOnce(result, { source, parse, options, steps }));
    census?.original(counted, outcome.decisions);
    return outcome;
  } catch (error) {
    onInternalError?.(error, path);
    return outcomeWithout(path, 'failed', source, internalError(error, path));
  }
}
