import fs from 'node:fs';
import { defaultRunOptions, type FileOutcome, type RunOptions, type SourceFile } from '../../core/index.js';
import { carryOut } from '../../runner/convert-file.js';
import { outcomeOf, outcomeWithout } from '../../runner/file-outcomes.js';
import { ParsedFiles } from '../../runner/parsed-files.js';
import { planProject } from '../../runner/plan-project.js';
import { planSources, type PlannedProject } from '../../runner/planning/plan-sources.js';
import type { PlanningInput } from '../../runner/planning/project-planner.js';
import { settleGroups } from '../../runner/settle-groups.js';
import { settleSecondRun } from '../../runner/settle-second-run.js';
import { transforms as registry } from '../../transforms/registry.js';
import { TempProject } from './temp-project.js';

/** A folder with nothing but a package.json: files of the project are never read from there. */
let root: string | undefined;

/**
 * Converts the files of a package together, as a run does, without writing any of them.
 *
 * @param files text by path; `index.js` is the entry point
 * @param options what differs from the defaults
 */
export function convertFiles(
  files: Readonly<Record<string, string>>,
  options: Partial<RunOptions>,
): readonly FileOutcome[] {
  root ??= emptyPackage();
  const full: RunOptions = { ...defaultRunOptions, ...options };
  const transforms = registry.filter(({ name }) => full.transforms.includes(name));
  const sources = Object.entries(files).map(([path, text]): SourceFile => ({ path, text }));
  const parsed = new ParsedFiles();
  const parse = (source: SourceFile) => parsed.find(source);
  const known = planProject({ root, files: sources, parse });
  const { planner } = planned({ sources, parse, known, options: full, transforms });
  const outcomes = sources.map((source): FileOutcome => {
    const result = planner.plans.get(source.path);
    const file = parsed.find(source);
    if (!result || !file) return outcomeWithout(source.path, file ? 'unchanged' : 'failed', source);
    if ('error' in result) throw result.error;
    return outcomeOf(carryOut(file, result.planned, full).verified);
  });
  return settleGroups(
    settleSecondRun(settleGroups(outcomes), { root, files: sources, profiles: [], options: full, transforms }),
  );
}

function planned(input: PlanningInput): PlannedProject {
  const steps = planSources(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function emptyPackage(): string {
  const project = new TempProject({
    'package.json': '{ "name": "program", "version": "1.0.0", "main": "index.js" }\n',
  });
  process.once('exit', () => fs.rmSync(project.root, { recursive: true, force: true }));
  return project.root;
}
