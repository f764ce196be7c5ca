import type { CallbackGroups, Diagnostic, FileOutcome, SourceFile, Withhold, WithheldSite } from '../core/index.js';
import { attachShimUses } from './attach-shim-uses.js';
import { internalError } from './convert-file.js';
import { convertFiles, type Converted } from './convert-files.js';
import { formatOutcomes } from './formatting/format-outcomes.js';
import { ParsedFiles } from './parsed-files.js';
import { planProject, type KnownProject } from './plan-project.js';
import type { PreparedRun } from './prepare-run.js';
import type { RunSettings } from './run-settings.js';
import { settle } from './settle.js';
import type { SettledTypes } from './types/settle-types.js';

/** A conversion that is checked in every way but by running it; nothing of it is written. */
export interface PlannedConversion {
  readonly outcomes: readonly FileOutcome[];
  readonly diagnostics: readonly Diagnostic[];
  /** Missing when the run was stopped before everything was planned. */
  readonly groups?: CallbackGroups;
}

/** Plans the conversion of the run's files, without the sites that are withheld. */
export type PlanConversion = (withhold?: Withhold) => Promise<PlannedConversion>;

/** Reads what there is to know of a project; the answer plans its conversion, as often as it is asked to. */
export function conversionPlanner(prepared: PreparedRun, settings: RunSettings): PlanConversion {
  const parsed = new ParsedFiles();
  const failures: Diagnostic[] = [];
  const project = collectProject(prepared, parsed, settings, failures);
  const { shimSpecifier } = settings.options;
  return async (withhold) => {
    const { converted, settled } = await convertUntilSound(prepared, parsed, project, settings, withhold);
    const used = attachShimUses(settled.outcomes, shimSpecifier, prepared.steps, settings.onInternalError);
    const counted = prepared.census?.attach(used) ?? used;
    const outcomes = settings.formatWith ? await formatOutcomes(counted, prepared.root) : counted;
    const diagnostics = [...failures, ...converted.diagnostics, ...settled.diagnostics];
    return { outcomes, diagnostics, ...(converted.groups && { groups: converted.groups }) };
  };
}

/** How often sites are left out that the compiler refuses: leaving one out may bring out another one. */
const MAX_ATTEMPTS = 4;

/** Converts and checks; sites that turn out to be unsound are left out the next time, so that the others convert. */
async function convertUntilSound(
  prepared: PreparedRun,
  parsed: ParsedFiles,
  project: KnownProject,
  settings: RunSettings,
  withhold: Withhold | undefined,
): Promise<{ converted: Converted; settled: Pick<SettledTypes, 'outcomes' | 'diagnostics'> }> {
  const unsound = new Map<string, WithheldSite>();
  const withoutUnsound: Withhold = (site) => unsound.get(`${site.path}#${site.key}`) ?? withhold?.(site);
  for (let attempt = 1; ; attempt++) {
    const options = unsound.size > 0 || withhold ? { ...settings.options, withhold: withoutUnsound } : settings.options;
    const converted = await convertFiles(prepared, parsed, project, { ...settings, options });
    if (settings.signal?.aborted) return { converted, settled: { outcomes: converted.outcomes, diagnostics: [] } };
    const settled = settle(converted.outcomes, prepared, options);
    const more = [...settled.withheld].filter(([site]) => !unsound.has(site));
    if (more.length === 0 || attempt === MAX_ATTEMPTS) return { converted, settled };
    for (const [site, detail] of more) unsound.set(site, { reason: 'conversion-breaks-types', detail, command: '' });
  }
}

function collectProject(
  { root, files, sources, profiles, steps }: PreparedRun,
  parsed: ParsedFiles,
  { onInternalError }: RunSettings,
  failures: Diagnostic[],
): KnownProject {
  const edited = new Set(sources);
  const parse = (file: SourceFile) => {
    const result = parsed.find(file);
    if (!edited.has(file)) parsed.release(file);
    return result;
  };
  const onError = (error: unknown, path: string) => {
    onInternalError?.(error, path);
    failures.push(internalError(error, path));
  };
  return planProject({ root, files, parse, profiles, steps, onInternalError: onError });
}
