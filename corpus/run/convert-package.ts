import type { Decision } from '../../core/index.js';
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
    'exit' | 'message' | 'seconds' | 'filesChanged' | 'sites' | 'verdicts' | 'reasons' | 'operations'
  >;
  readonly decisions: readonly Decision[];
}

/**
 * Converts files of a package in place, as a user would.
 * @param files paths relative to the package
 * @param flags beside `--write`
 */
export async function convertPackage(
  toolkit: Toolkit,
  folder: string,
  files: readonly string[],
  flags: readonly string[],
): Promise<Conversion> {
  const args = [toolkit.cli, 'convert', '--write', '--allow-no-vcs', '--format', 'json', ...flags, ...files];
  // The cache may be inside some other repository, whose state is none of our business.
  const env = { ...process.env, NO_COLOR: '1', GIT_CEILING_DIRECTORIES: folder };
  const result = await runCommand(process.execPath, args, { cwd: folder, env });
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
  };
  return { summary, decisions };
}

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
