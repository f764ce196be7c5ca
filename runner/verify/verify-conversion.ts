import { realpathSync } from 'node:fs';
import type { Diagnostic, TakenBack, Verification, VerificationOutcome } from '../../core/index.js';
import type { PlanConversion, PlannedConversion } from '../plan-conversion.js';
import type { PreparedRun } from '../prepare-run.js';
import type { RunSettings, RunSystem, VerifySettings } from '../run-settings.js';
import { convertedSites, unsafeNames, type ConvertedSite } from './conversion-sites.js';
import { makeStateFolder, stateFoldersOf } from './state-folder.js';
import { TestRuns } from './test-runs.js';
import { tryConversion } from './try-conversion.js';
import { VerifyStop } from './verify-stop.js';
import { WorkTree } from './work-tree.js';

/** What of a conversion is written, and what the project's own tests said. */
export interface VerifiedConversion {
  readonly conversion: PlannedConversion;
  readonly verification: Verification;
  /** Whether the files hold the conversion. */
  readonly written: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Writes as much of a conversion as the project's own tests pass with. They are run before and after, and where they fail,
 * the sites are searched that make them fail; these stay. In the end the files hold what the last run has passed on, or
 * their originals.
 *
 * @param plan plans the conversion without some sites
 */
export async function verifyConversion(
  plan: PlanConversion,
  { root }: PreparedRun,
  settings: RunSettings,
): Promise<VerifiedConversion> {
  const { verify, system } = demands(settings);
  const conversion = await plan();
  const { command } = verify;
  const sites = convertedSites(conversion.outcomes, settings.options);
  const none = {
    command,
    sites: sites.length,
    timeoutSeconds: undefined,
    runs: [],
    takenBack: [],
    output: [],
    logs: '',
  };
  const changed = conversion.outcomes.filter(({ status }) => status === 'changed');
  if (settings.signal?.aborted || changed.length === 0) {
    const outcome = settings.signal?.aborted ? 'interrupted' : 'nothing-to-convert';
    return { conversion, verification: { ...none, outcome }, written: !settings.signal?.aborted, diagnostics: [] };
  }

  const logs = makeStateFolder(stateFoldersOf(system, root));
  const tree = new WorkTree({ root, folder: logs, pid: system.processes.pid, command });
  const tests = new TestRuns(verify, { ...settings, cwd: realpathSync(settings.cwd) }, tree, logs, sites.length);
  const report = (outcome: VerificationOutcome, more: Partial<Verification> = {}): Verification => ({
    ...{ ...none, outcome, logs, timeoutSeconds: tests.limit, runs: tests.runs },
    ...more,
  });
  // A signal is answered at once, since the next one may end the process.
  const restore = (): void => tree.restore();
  settings.signal?.addEventListener('abort', restore);
  try {
    tree.watch(changed);
    const unsafe = unsafeNames(conversion.outcomes, settings.options);
    const tried = await tryConversion({ plan, whole: conversion, sites, unsafe, tests, tree, root, command, settings });
    if (settings.signal?.aborted) throw new VerifyStop(undefined);
    tree.keep();
    const takenBack = tried.takenBack.map(describe);
    const verification = report(takenBack.length > 0 ? 'reduced' : 'passed', { takenBack });
    return { conversion: tried.conversion, verification, written: true, diagnostics: [] };
  } catch (error) {
    tree.restore();
    if (!(error instanceof VerifyStop)) throw error;
    const { diagnostic, output } = error;
    const verification = report(diagnostic ? 'refused' : 'interrupted', { output });
    return { conversion, verification, written: false, diagnostics: diagnostic ? [diagnostic] : [] };
  } finally {
    settings.signal?.removeEventListener('abort', restore);
  }
}

function demands({ verify, system, write }: RunSettings): { verify: VerifySettings; system: RunSystem } {
  if (verify && system && write) return { verify, system };
  throw new TypeError('a run with `verify` needs `write` and `system`');
}

const describe = ({ site, detail }: { site: ConvertedSite; detail: string }): TakenBack => ({
  path: site.path,
  line: site.decision.range.line,
  title: site.decision.title,
  detail,
});
