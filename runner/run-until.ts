import type { Diagnostic, ParsedFile, Rewritten, SourceFile, Stage } from '../core/index.js';
import { describeFile } from './describe-file.js';
import { carryOut, type FileSteps } from './convert-file.js';
import { ParsedFiles } from './parsed-files.js';
import { planProject } from './plan-project.js';
import { planSources } from './planning/plan-sources.js';
import { prepareRun, type PreparedRun } from './prepare-run.js';
import { isDiagnostic } from './read-source.js';
import { run } from './run.js';
import { completeSettings, type RunInput, type RunSettings } from './run-settings.js';

/** What a stage made. */
export interface StageProduct {
  /** One item for each edited file; for `ProjectFacts` and `RunReport` a single one. */
  readonly product: unknown;
  /** What went wrong on the way. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs up to a stage and gives what that stage made, for people who want to see how a decision came about. Writes
 * nothing, and lets exceptions of a transform through.
 */
export async function runUntil(stage: Stage, input: RunInput): Promise<StageProduct> {
  const settings = completeSettings({ ...input, write: false });
  if (stage === 'FileOutcome' || stage === 'RunReport') {
    const report = await run(settings);
    const diagnostics = [...report.diagnostics, ...report.files.flatMap((file) => file.diagnostics)];
    return { product: stage === 'RunReport' ? report : report.files, diagnostics };
  }
  const prepared = await prepareRun(settings);
  const unread = prepared.outcomes.flatMap((outcome) => outcome.diagnostics);
  const early = { product: prepared.sources, diagnostics: [...prepared.diagnostics, ...unread] };
  return prepared.blocked || stage === 'SourceFile'
    ? early
    : laterProduct(stage, prepared, settings, early.diagnostics);
}

type LaterStage = Exclude<Stage, 'SourceFile' | 'FileOutcome' | 'RunReport'>;

function laterProduct(
  stage: LaterStage,
  { root, sources, files, transforms, profiles }: PreparedRun,
  { options }: RunSettings,
  before: readonly Diagnostic[],
): StageProduct {
  const parsed = new ParsedFiles();
  const results = sources.map((source) => parsed.get(source));
  const diagnostics = [...before, ...results.filter(isDiagnostic)];
  const selected = results.filter((result): result is ParsedFile => !isDiagnostic(result));
  if (stage === 'ParsedFile') return { product: selected, diagnostics };
  if (stage === 'FileFacts') return { product: selected.map(describeFile), diagnostics };
  const parse = (file: SourceFile) => parsed.find(file);
  const known = planProject({ root, files, parse, profiles });
  if (stage === 'ProjectFacts') return { product: { ...known.facts, modules: known.graph.modules }, diagnostics };
  const steps = planSources({ sources, parse, known, options, transforms });
  let step = steps.next();
  while (!step.done) step = steps.next();
  const { planner } = step.value;
  const product = selected.map((file) => {
    const result = planner.plans.get(file.source.path)!;
    if ('error' in result) throw result.error;
    return stepOf(stage, carryOut(file, result.planned, options));
  });
  return { product, diagnostics };
}

function stepOf(stage: Exclude<LaterStage, 'ParsedFile' | 'FileFacts' | 'ProjectFacts'>, steps: FileSteps): unknown {
  if (stage === 'FilePlan') return steps.planned.map(({ plan }) => plan);
  return withoutTree({ Rewritten: steps.rewritten, Printed: steps.printed, Verified: steps.verified }[stage]);
}

/** Whoever wants the tree asks for `ParsedFile`; beside it the edits could not be found. */
function withoutTree<Product extends Rewritten>({ file, ...rest }: Product) {
  return { path: file.source.path, ...rest };
}
