import { packageOf } from '../../analysis/modules/package-facts.js';
import { diagnose, type Diagnostic, type ExportRule } from '../../core/index.js';
import { fits } from './exports-policy.js';
import type { Candidate } from './promise-groups.js';
import type { ProjectPlanner } from './project-planner.js';
import { MultiMap } from '../../core/multi-map.js';

/** What is to say about the exports of packages: those that break callers, and rules that mean none. */
export function checkExports(planner: ProjectPlanner, candidates: readonly Candidate[]): readonly Diagnostic[] {
  return [...breaking(planner, candidates), ...idleRules(planner)];
}

function breaking(planner: ProjectPlanner, candidates: readonly Candidate[]): Diagnostic[] {
  const { graph } = planner.input.known;
  const byPackage = new MultiMap<string, string>();
  for (const { ref, exposure, blockers } of candidates) {
    if (blockers.length > 0 || !exposure.isPublic) continue;
    const entry = graph.carriersOf(ref).find(({ path }) => graph.isEntry(path))!;
    const owner = packageOf(graph.packages, entry.path)?.name ?? entry.path;
    byPackage.add(owner, entry.name);
  }
  return [...byPackage].map(([name, names]) =>
    diagnose('exports-break-callers', { package: name, count: names.length, names: names.sort().join(', ') }, ''),
  );
}

function idleRules(planner: ProjectPlanner): Diagnostic[] {
  const { known, options } = planner.input;
  const functions = known.graph.functions().filter((ref) => planner.functionAt(ref) !== undefined);
  return options.exportRules
    .filter((rule) => !functions.some((ref) => fits(known.graph, rule, ref)))
    .map((rule) => diagnose('export-rule-without-match', { rule: textOf(rule) }, ''));
}

/** As on the command line. */
const textOf = ({ package: owner = '', name, policy }: ExportRule): string =>
  `${owner}${name === undefined ? '' : `#${name}`}=${policy}`;
