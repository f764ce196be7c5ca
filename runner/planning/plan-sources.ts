import type { CallbackGroups, Diagnostic } from '../../core/index.js';
import { checkExports } from './check-exports.js';
import { describeGroups } from './describe-groups.js';
import { keepCallbacks, planGroups } from './promise-groups.js';
import { ProjectPlanner, type PlanningInput } from './project-planner.js';
import { settlePlans } from './settle-plans.js';

/** What became of planning a project. */
export interface PlannedProject {
  readonly planner: ProjectPlanner;
  readonly groups: CallbackGroups;
  /** What is to say about the exports of packages. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Plans the files of a project, each after those that it imports, so that it is known what becomes of the functions that
 * it calls; then takes the callback from functions whose callers all await them. Gives the path of each file when it is
 * planned, so that the caller can show progress and stop.
 */
export function* planSources(input: PlanningInput): Generator<string, PlannedProject> {
  const planner = new ProjectPlanner(input);
  keepCallbacks(planner);
  yield* settlePlans(planner, new Set(input.sources.map(({ path }) => path)));
  const candidates = yield* planGroups(planner);
  const diagnostics = checkExports(planner, candidates.functions);
  return { planner, groups: describeGroups(planner, candidates), diagnostics };
}
