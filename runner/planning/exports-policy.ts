import type { FunctionRef } from '../../analysis/modules/function-ref.js';
import type { ModuleGraph } from '../../analysis/modules/module-graph.js';
import { packageOf } from '../../analysis/modules/package-facts.js';
import type { ExportRule, ExportsPolicy, RunOptions } from '../../core/index.js';

/** What is to become of a function that an entry point exports. */
export function exportsPolicyOf(graph: ModuleGraph, options: RunOptions, ref: FunctionRef): ExportsPolicy {
  return options.exportRules.findLast((rule) => fits(graph, rule, ref))?.policy ?? options.exports;
}

/** Whether a rule speaks of an exported function. */
export function fits(graph: ModuleGraph, rule: ExportRule, ref: FunctionRef): boolean {
  const carriers = graph.carriersOf(ref).filter(({ path }) => graph.isEntry(path));
  return carriers.some(
    ({ path, name }) =>
      (rule.name === undefined || rule.name === name) &&
      (rule.package === undefined || rule.package === packageOf(graph.packages, path)?.name),
  );
}
