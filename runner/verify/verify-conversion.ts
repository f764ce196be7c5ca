import { realpathSync } from 'node:fs';
import type { Diagnostic, TakenBack, Verification, VerificationOutcome } from '../../core/index.js';
import type { PlanConversion, PlannedConversion } from '../plan-conversion.js';
import type { PreparedRun } from '../prepare-run.js';
import type { RunSettings, RunSystem, VerifySettings } from '../run-settings.js';
import { convertedSites, unsafeNames, type ConvertedSite } from './conversion-sites.js';
import { makeStateFolder, stateFoldersOf } from './state-folder.js';
import { TestRuns } from './test-runs.js';
import { tryConversion, type Trial } from './try-conversion.js';
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
 * @throws {TypeError} when the settings lack something
 */
export async function verifyConversion(
  plan: PlanConversion,
  { root }: PreparedRun,
  settings: RunSettings,
): Promise<VerifiedConversion> {
  const { verify, system } = demands(settings);
  const conversion = await plan();
  const sites = convertedSites(conversion.outcomes, settings.options);
  const nothing = { ...noRuns, command: verify.command, sites: sites.length };
  const ended = (outcome: VerificationOutcome, written: boolean): VerifiedConversion => ({
    conversion,
    verification: { ...nothing, outcome },
    written,
    diagnostics: [],
  });
  if (settings.signal?.aborted) return ended('interrupted', false);
  if (!conversion.outcomes.some(({ status }) => status === 'changed')) return ended('nothing-to-convert', true);

  const logs = makeStateFolder(stateFoldersOf(system, root));
  const tree = new WorkTree({ root, folder: logs, pid: system.processes.pid, command: verify.command });
  const tests = new TestRuns(verify, { ...settings, cwd: realpathSync(settings.cwd) }, tree, logs, sites.length);
  const unsafe = unsafeNames(conversion.outcomes, settings.options);
  const trial = { plan, whole: conversion, sites, unsafe, tests, tree, root, command: verify.command, settings };
  const result = await carryOut(trial);
  const about = { ...nothing, logs, timeoutSeconds: tests.limit, runs: tests.runs };
  return { ...result, verification: { ...about, ...result.verification } };
}

const noRuns = { timeoutSeconds: undefined, runs: [], takenBack: [], output: [], logs: '' };

interface Ended extends Omit<VerifiedConversion, 'verification'> {
  readonly verification: Pick<Verification, 'outcome'> & Partial<Pick<Verification, 'takenBack' | 'output'>>;
}

/** Tries the conversion. Whatever goes wrong, the files hold their originals then. */
async function carryOut(trial: Trial): Promise<Ended> {
  const { tree, whole, settings } = trial;
  // A signal is answered at once, since the next one may end the process.
  const restore = (): void => tree.restore();
  settings.signal?.addEventListener('abort', restore);
  try {
    const { conversion, takenBack } = await tryConversion(trial);
    if (settings.signal?.aborted) throw new VerifyStop(undefined);
    tree.keep();
    const outcome = takenBack.length > 0 ? 'reduced' : 'passed';
    const verification = { outcome, takenBack: takenBack.map(describe) } as const;
    return { conversion, verification, written: true, diagnostics: [] };
  } catch (error) {
    tree.restore();
    if (!(error instanceof VerifyStop)) throw error;
    const { diagnostic, output } = error;
    const verification = { outcome: diagnostic ? 'refused' : 'interrupted', output } as const;
    return { conversion: whole, verification, written: false, diagnostics: diagnostic ? [diagnostic] : [] };
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
