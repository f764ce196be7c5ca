import { importOrder } from './import-order.js';
import { ProjectPlanner, type PlanningInput } from './project-planner.js';

/** How often files that import one another are planned before nobody may rest on them. */
const MAX_ROUNDS = 4;

/**
 * Plans the files of a project, each after those that it imports, so that it is known what becomes of the functions that
 * it calls. Gives the path of each file when it is planned, so that the caller can show progress and stop.
 */
export function* planSources(input: PlanningInput): Generator<string, ProjectPlanner> {
  const planner = new ProjectPlanner(input);
  const { graph } = input.known;
  const paths = input.sources.map(({ path }) => path);
  for (const group of importOrder(paths, (path) => graph.dependencies(path))) yield* planCycle(planner, group);
  return planner;
}

/** Files that import one another are planned until none tells the others anything new. */
function* planCycle(planner: ProjectPlanner, group: readonly string[]): Generator<string, void> {
  for (const path of group) {
    planner.plan(path);
    yield path;
  }
  if (group.length === 1) return;
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    const changed = group.map((path) => planner.plan(path));
    if (!changed.includes(true)) return;
  }
  group.forEach((path) => planner.giveUp(path));
  group.forEach((path) => planner.plan(path));
}
