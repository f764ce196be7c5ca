import type { FilePlan, ParsedFile, ProjectFacts, RunOptions, Transform } from '../core/index.js';

/** What every file of a run is planned with. */
export interface PlanContext {
  readonly project: ProjectFacts;
  readonly options: RunOptions;
  readonly transforms: readonly Transform[];
}

/** A plan and the transform that can carry it out. */
export interface PlannedBy {
  readonly transform: Transform;
  readonly plan: FilePlan;
}

/** One plan for each transform that has something to look at in the file. */
export function planFile(file: ParsedFile, { project, options, transforms }: PlanContext): readonly PlannedBy[] {
  return transforms
    .filter((transform) => transform.mayApply(file.source.text))
    .map((transform) => ({ transform, plan: transform.plan(file, project, options) }));
}
