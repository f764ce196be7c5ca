import type { Rewritten, Stage } from '../core/index.js';
import { describeFile } from './describe-file.js';
import { convertFile } from './convert-file.js';
import { ParsedFiles } from './parsed-files.js';
import { planProject } from './plan-project.js';
import { prepareRun, type PreparedRun } from './prepare-run.js';
import { isDiagnostic } from './read-source.js';
import { run } from './run.js';
import { completeSettings, type RunInput } from './run-settings.js';

/**
 * Runs up to a stage and gives what that stage made, for people who want to see how a decision came about. Writes
 * nothing, and lets exceptions of a transform through.
 *
 * @returns one product for each edited file; for `ProjectFacts` and `RunReport` a single one
 */
export async function runUntil(stage: Stage, input: RunInput): Promise<unknown> {
  const settings = completeSettings({ ...input, write: false });
  if (stage === 'RunReport') return run(settings);
  if (stage === 'FileOutcome') return (await run(settings)).files;
  const prepared = await prepareRun(settings);
  if (prepared.blocked) return prepared.diagnostics;
  return stage === 'SourceFile' ? prepared.sources : laterProduct(stage, prepared, settings.options);
}

function laterProduct(
  stage: Exclude<Stage, 'SourceFile' | 'FileOutcome' | 'RunReport'>,
  prepared: PreparedRun,
  options: Parameters<typeof planProject>[1],
): unknown {
  const { root, sources, files, transforms } = prepared;
  const parsed = new ParsedFiles();
  const selected = sources.map((source) => parsed.get(source));
  if (stage === 'ParsedFile') return selected;
  if (stage === 'FileFacts') return selected.map((file) => (isDiagnostic(file) ? file : describeFile(file)));
  const project = planProject({ root, files, parse: (file) => parsed.find(file) }, options);
  if (stage === 'ProjectFacts') return project;
  return selected.map((file) => {
    if (isDiagnostic(file)) return file;
    const { planned, rewritten, printed, verified } = convertFile(file, { project, options, transforms });
    return {
      FilePlan: planned.map(({ plan }) => plan),
      Rewritten: withoutTree(rewritten),
      Printed: withoutTree(printed),
      Verified: withoutTree(verified),
    }[stage];
  });
}

/** Whoever wants the tree asks for `ParsedFile`; beside it the edits could not be found. */
function withoutTree<Product extends Rewritten>({ file, ...rest }: Product) {
  return { path: file.source.path, ...rest };
}
