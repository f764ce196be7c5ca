import { setImmediate } from 'node:timers/promises';
import type { FileOutcome, ProjectFacts, SourceFile } from '../core/index.js';
import type { CensusTaker } from './census-taker.js';
import { convertFile, internalError } from './convert-file.js';
import { outcomeOf, outcomeWithout } from './file-outcomes.js';
import type { ParsedFiles } from './parsed-files.js';
import type { PlanContext } from './plan-file.js';
import type { PreparedRun } from './prepare-run.js';
import { isDiagnostic } from './read-source.js';
import type { RunSettings } from './run-settings.js';

/** Takes every file through its steps. A file that fails does not stop the others; an abort signal does. */
export async function convertFiles(
  prepared: PreparedRun,
  parsed: ParsedFiles,
  project: ProjectFacts,
  settings: RunSettings,
): Promise<readonly FileOutcome[]> {
  const { sources, transforms } = prepared;
  const context: PlanContext = { project, options: settings.options, transforms };
  const outcomes: FileOutcome[] = [...prepared.outcomes];
  for (const [index, source] of sources.entries()) {
    if (settings.signal?.aborted) break;
    outcomes.push(convertSource(source, parsed, context, settings, prepared.census));
    parsed.release(source);
    settings.onProgress?.({ stage: 'plan', done: index + 1, total: sources.length });
    await setImmediate(); // lets signals in
  }
  return outcomes;
}

function convertSource(
  source: SourceFile,
  parsed: ParsedFiles,
  context: PlanContext,
  { onInternalError }: RunSettings,
  census: CensusTaker | undefined,
): FileOutcome {
  const { path, text } = source;
  try {
    if (!context.transforms.some((transform) => transform.mayApply(text))) {
      const other = census && parsed.find(source);
      if (other) census.original(other, []);
      return outcomeWithout(path, 'unchanged', source);
    }
    const file = parsed.get(source);
    if (isDiagnostic(file)) return outcomeWithout(path, 'failed', source, file);
    const outcome = outcomeOf(convertFile(file, context).verified);
    census?.original(file, outcome.decisions);
    return outcome;
  } catch (error) {
    onInternalError?.(error, path);
    return outcomeWithout(path, 'failed', source, internalError(error, path));
  }
}
