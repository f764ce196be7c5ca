import {
  diagnose,
  type Diagnostic,
  type FileOutcome,
  type ParsedFile,
  type RunOptions,
  type SourceFile,
  type Transform,
} from '../core/index.js';
import { internalError } from './convert-file.js';
import { refuse } from './file-outcomes.js';
import { ParsedFiles } from './parsed-files.js';
import { planFile, type PlanContext } from './plan-file.js';
import { planProject } from './plan-project.js';
import { rewriteFile } from './rewrite-file.js';

interface SecondRun {
  readonly root: string;
  /** Every file of the first run's facts, as it was. */
  readonly files: readonly SourceFile[];
  readonly options: RunOptions;
  readonly transforms: readonly Transform[];
}

/** Plans the converted project once more and takes back the files that would change again. */
export function settleSecondRun(
  outcomes: readonly FileOutcome[],
  { root, files, options, transforms }: SecondRun,
): readonly FileOutcome[] {
  const changed = new Map(
    outcomes.filter(({ status }) => status === 'changed').map((outcome) => [outcome.path, outcome.after!]),
  );
  if (changed.size === 0) return outcomes;
  const outputs = files.map((file) =>
    changed.has(file.path) ? { path: file.path, text: changed.get(file.path)! } : file,
  );
  const parsed = new ParsedFiles();
  const project = planProject({ root, files: outputs, parse: (file) => parsed.find(file) }, options);
  const byPath = new Map(outputs.map((file) => [file.path, file]));
  return outcomes.map((outcome) => {
    const file = changed.has(outcome.path) && parsed.find(byPath.get(outcome.path)!);
    const problem = file && findChange(file, { project, options, transforms });
    return problem ? refuse(outcome, problem) : outcome;
  });
}

function findChange(file: ParsedFile, context: PlanContext): Diagnostic | undefined {
  const { path } = file.source;
  try {
    const { edits } = rewriteFile(file, planFile(file, context), context.options);
    return edits.length > 0 ? diagnose('unstable-output', {}, path) : undefined;
  } catch (error) {
    return internalError(error, path);
  }
}
