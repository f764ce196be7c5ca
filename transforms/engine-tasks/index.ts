import { fileContext } from '../../analysis/file-context.js';
import { rewritePlan } from '../../conversion/rewrite/rewrite-plan.js';
import type { Transform } from '../../core/index.js';
import { planEngines } from './plan-engines.js';

const NAME = 'engine-tasks';

/** Generator functions that `engine` of the shim runs. */
export const engineTasks: Transform = {
  name: NAME,
  summary: 'engine functions and their Tasks become async functions',
  mayApply: (text) => /\bengine\b/.test(text),
  plan: (file, project, options) => planEngines(fileContext(file), project, options, NAME),
  rewrite: (file, plan, options) => rewritePlan(file, plan, options.shimSpecifier),
};
