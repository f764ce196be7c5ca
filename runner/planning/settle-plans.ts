import type { ProjectPlanner } from './project-planner.js';

/** How often a file is planned before nobody may rest on it. */
const MAX_PLANS = 6;

/** Plans files, each after those that it imports, until none tells the others anything new. */
export function* settlePlans(planner: ProjectPlanner, paths: ReadonlySet<string>): Generator<string, void> {
  const counts = new Map<string, number>();
  for (let left = inOrder(planner, paths); left.length > 0;) {
    const again = new Set<string>();
    for (const path of left) {
      again.delete(path);
      const count = (counts.get(path) ?? 0) + 1;
      counts.set(path, count);
      if (count > MAX_PLANS + 1) continue;
      if (count === MAX_PLANS) planner.giveUp(path);
      const isNews = planner.plan(path) || count === MAX_PLANS;
      if (isNews) for (const importer of planner.importersOf(path)) again.add(importer);
      yield path;
    }
    left = inOrder(planner, again);
  }
}

const inOrder = (planner: ProjectPlanner, paths: ReadonlySet<string>): string[] =>
  [...paths].sort((a, b) => planner.positionOf(a) - planner.positionOf(b));
