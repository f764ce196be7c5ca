import path from 'node:path';
import type { Decision, Verification } from '../../core/index.js';
import { runCommand, tailOf } from './run-command.js';
import type { ModeResult } from './results.js';
import type { Toolkit } from './toolkit.js';

/** The part of `--format json` that is read here. */
interface ConvertReport {
  readonly summary: {
    readonly sites: Record<string, number>;
    readonly operations: number;
    readonly reasons: { code: string; sites: number }[];
  };
  readonly verification?: Verification;
  readonly files: {
    readonly status: string;
    readonly decisions: DecisionInReport[];
  }[];
}

interface DecisionInReport extends Decision {
  readonly state: string;
}

/** What coshift says about a package. */
export interface Conversion {
  readonly summary: Pick<
    ModeResult,
    'exit' | 'message' | 'seconds' | 'filesChanged' | 'sites' | 'verdicts' | 'reasons' | 'operations' | 'verification'
  >;
  readonly decisions: readonly Decision[];
}

/**
 * Converts files of a package in place, as a user would.
 * @param files paths relative to the package
 * @param flags beside `--write`
 * @param own variables for what coshift runs
 */
export async function convertPackage(
  toolkit: Toolkit,
  folder: string,
  files: readonly string[],
  flags: readonly string[],
  own: NodeJS.ProcessEnv = {},
): Promise<Conversion> {
  const args = [toolkit.cli, 'convert', '--write', '--allow-no-vcs', '--format', 'json', ...flags, ...files];
  // The cache may be inside some other repository, whose state is none of our business.
  const state = { XDG_CACHE_HOME: path.join(path.dirname(folder), 'state'), GIT_CEILING_DIRECTORIES: folder };
  const env = { ...process.env, ...own, NO_COLOR: '1', ...state };
  const timeoutSeconds = flags.includes('--verify') ? 7200 : 300;
  const result = await runCommand(process.execPath, args, { cwd: folder, env, timeoutSeconds });
  const report = readReport(result.stdout);
  const { sites = {}, operations = 0, reasons = [] } = report?.summary ?? {};
  const decisions = report?.files.flatMap((file) => file.decisions) ?? [];
  const summary = {
    exit: result.code,
    ...(result.code === 0 ? {} : { message: report ? result.stderr.trim().slice(-1000) : tailOf(result, 1000) }),
    seconds: result.seconds,
    filesChanged: report?.files.filter(({ status }) => status === 'changed').length ?? 0,
    sites,
    verdicts: tally(
      decisions
        .filter(({ state, verdict }) => state === 'applied' && verdict !== 'dependency')
        .map(({ verdict }) => verdict),
    ),
    reasons: Object.fromEntries(reasons.map((reason) => [reason.code, reason.sites])),
    operations,
    ...(report?.verification && { verification: shortened(report.verification) }),
  };
  return { summary, decisions };
}

const shortened = ({ outcome, runs, takenBack }: Verification): ModeResult['verification'] => ({
  outcome,
  runs,
  takenBack,
});

function readReport(text: string): ConvertReport | undefined {
  try {
    return JSON.parse(text) as ConvertReport;
  } catch {
    return undefined;
  }
}

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
