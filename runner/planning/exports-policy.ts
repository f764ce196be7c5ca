import type { FunctionRef } from '../../analysis/modules/module-graph.js';
import type { ExportsPolicy } from '../../core/index.js';
import type { ProjectPlanner } from './project-planner.js';

/** What is to become of a function that an entry point exports. */
export function exportsPolicyOf({ input: { options } }: ProjectPlanner, _ref: FunctionRef): ExportsPolicy {
  return options.exports;
}
