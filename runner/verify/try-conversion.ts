import { createRequire } from 'node:module';
import { join } from 'node:path';
import { diagnose, type FileOutcome } from '../../core/index.js';
import { shimVersion } from '../add-shim-dependency.js';
import type { PlanConversion, PlannedConversion } from '../plan-conversion.js';
import type { RunSettings } from '../run-settings.js';
import { withholdOthers, type ConvertedSite } from './conversion-sites.js';
import { findCulprits } from './find-culprits.js';
import { leaveTakenBack } from './leave-taken-back.js';
import type { FileState, TestRuns } from './test-runs.js';
import { VerifyStop } from './verify-stop.js';
import type { WorkTree } from './work-tree.js';

/** What is needed to try a conversion. */
export interface Trial {
  readonly plan: PlanConversion;
  readonly whole: PlannedConversion;
  readonly sites: readonly ConvertedSite[];
  /** Names of sites that wait for `--unsafe`. */
  readonly unsafe: ReadonlySet<string>;
  readonly tests: TestRuns;
  readonly tree: WorkTree;
  readonly root: string;
  readonly command: string;
  readonly settings: RunSettings;
}

/** What the files hold now. */
export interface TriedConversion {
  readonly conversion: PlannedConversion;
  readonly takenBack: readonly { readonly site: ConvertedSite; readonly detail: string }[];
}

const originals: FileState = { changed: [], sites: 0 };

/**
 * Finds as much of a conversion as the tests pass with, and leaves it in the files.
 *
 * @throws {VerifyStop} when that can't be found out
 */
export async function tryConversion(trial: Trial): Promise<TriedConversion> {
  const { tests, tree, command, whole } = trial;
  tree.watch(whole.outcomes.filter(({ status }) => status === 'changed'));
  const before = await tests.run(originals);
  if (!before.passed) {
    const result = tests.runs[0]!.result === 'timed-out' ? 'is not done in time' : 'fails';
    throw new VerifyStop(diagnose('verify-failed-before', { command, result }, ''), before.output);
  }
  const after = await tests.run(stateOf(whole, trial.sites.length));
  if (after.passed) return { conversion: whole, takenBack: [] };
  checkShim(trial, after.output);
  const again = await tests.run(originals);
  if (!again.passed) throw unreliable(command, 'the originals', again.output);
  return search(trial);
}

/** First the files that make the tests fail, then the sites in them. */
async function search(trial: Trial): Promise<TriedConversion> {
  const { sites, tests, command } = trial;
  const details = new Map<ConvertedSite, string>();
  const passes = async (applied: readonly ConvertedSite[], blamed: readonly ConvertedSite[]): Promise<boolean> => {
    const { passed, detail } = await tests.result(await stateWith(trial, applied));
    if (!passed) blamed.forEach((site) => details.set(site, detail));
    return passed;
  };
  const files = [...new Set(sites.map(({ path }) => path))];
  const inFiles = (paths: readonly string[]): ConvertedSite[] => sites.filter(({ path }) => paths.includes(path));
  const guilty = await findCulprits(files, (paths) => passes(inFiles(paths), []));
  const innocent = sites.filter(({ path }) => !guilty.includes(path));
  const suspects = inFiles(guilty);
  const culprits = await findCulprits(suspects, (part) => passes([...innocent, ...part], part.slice(-1)));
  // Nothing less than all of it failed: that may have been a matter of chance.
  if (tests.runs.filter(({ result }) => result !== 'passed').length === 1) await confirmFailure(trial);
  const applied = sites.filter((site) => !culprits.includes(site));
  const conversion = await planOf(trial, applied, details);
  await confirm(trial, stateOf(conversion, applied.length));
  const takenBack = culprits.map((site) => ({ site, detail: details.get(site) ?? '' }));
  return { conversion: leaveTakenBack(conversion, takenBack, command), takenBack };
}

async function confirmFailure({ whole, sites, tests, command }: Trial): Promise<void> {
  const again = await tests.run(stateOf(whole, sites.length));
  if (again.passed) throw unreliable(command, 'those of the whole conversion', again.output);
}

/** The last run is one on exactly what stays in the files. */
async function confirm({ tests, tree, command }: Trial, state: FileState): Promise<void> {
  const known = await tests.result(state);
  if (!known.passed) throw new VerifyStop(diagnose('verify-not-narrowed', { command }, ''), known.output);
  if (tests.wasLast(state)) {
    tree.hold(state.changed);
    return;
  }
  const again = await tests.run(state);
  if (!again.passed) throw unreliable(command, 'those that were to be written', again.output);
}

async function stateWith(trial: Trial, applied: readonly ConvertedSite[]): Promise<FileState> {
  return stateOf(await planOf(trial, applied, new Map()), applied.length);
}

async function planOf(
  { plan, whole, sites, unsafe, command, settings, tree }: Trial,
  applied: readonly ConvertedSite[],
  details: ReadonlyMap<ConvertedSite, string>,
): Promise<PlannedConversion> {
  if (applied.length === sites.length) return whole;
  // Planning reads more than the sources: manifests, declarations, what a compiler wants to see.
  tree.hold([]);
  const conversion = await plan(withholdOthers({ whole: sites, applied: new Set(applied), unsafe, command, details }));
  if (settings.signal?.aborted) throw new VerifyStop(undefined);
  return conversion;
}

const stateOf = ({ outcomes }: PlannedConversion, sites: number): FileState => ({
  changed: outcomes.filter(({ status }) => status === 'changed'),
  sites,
});

const unreliable = (command: string, what: string, output: readonly string[]): VerifyStop =>
  new VerifyStop(diagnose('verify-unreliable', { command, what }, ''), output);

/** Without the shim every converted file would be to blame. */
function checkShim({ whole, root, command, settings }: Trial, output: readonly string[]): void {
  const { shimSpecifier } = settings.options;
  const using = whole.outcomes.filter(({ status, shimImports }) => status === 'changed' && shimImports.length > 0);
  if (using.every((outcome) => resolves(shimSpecifier, root, outcome))) return;
  const install = `npm install ${shimSpecifier}@${shimVersion}`;
  throw new VerifyStop(diagnose('shim-not-installed', { command, package: shimSpecifier, install }, ''), output);
}

function resolves(specifier: string, root: string, { path }: FileOutcome): boolean {
  try {
    createRequire(join(root, path)).resolve(specifier);
    return true;
  } catch {
    return false;
  }
}
