import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { stages, type RunReport, type Stage, type Target } from '../core/index.js';
import { formatErrors, formatProblems } from '../report/format-problems.js';
import { formatSummary } from '../report/format-summary.js';
import { formatters } from '../report/formatters.js';
import type { Gate } from '../runner/gate.js';
import { run } from '../runner/run.js';
import type { RunInput } from '../runner/run-settings.js';
import { runUntil } from '../runner/run-until.js';
import { toPlain } from '../runner/to-plain.js';
import { exitCodeOf, exitCodes } from './exit-code.js';
import { checkTargets, type OutputTarget } from './output-target.js';
import type { ExportsOption } from './exports-option.js';
import { createProgress } from './progress.js';
import type { OutputStream, Surroundings, Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';
import { checkVerify } from './verify-options.js';
import { createVerifyProgress } from './verify-progress.js';

/** The options of `check` and `convert` as the command line gives them. */
export interface RunFlags {
  readonly ignorePattern?: readonly string[];
  readonly profiles?: readonly string[];
  readonly transform?: readonly string[];
  readonly unsafe?: boolean;
  readonly koa?: boolean;
  readonly exports: ExportsOption;
  readonly target: Target;
  readonly format: readonly OutputTarget[];
  readonly write?: boolean;
  readonly verify?: string;
  readonly verifyTimeout?: number;
  readonly allowDirty?: boolean;
  readonly allowStaged?: boolean;
  readonly allowNoVcs?: boolean;
  readonly formatWith?: 'prettier';
  readonly stopAfter?: Stage;
  /** Of `check` alone. */
  readonly failOn?: Gate;
  readonly census?: boolean;
  readonly cache?: boolean;
  readonly cacheLocation?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** Runs `check` or `convert` and prints what came out. @returns the exit code */
export async function runCommand(
  command: 'check' | 'convert',
  paths: readonly string[],
  flags: RunFlags,
  surroundings: Surroundings,
): Promise<number> {
  const { terminal } = surroundings;
  checkTargets(flags.format);
  checkVerify(flags);
  const progress = createProgress(terminal.stderr);
  const input = {
    ...runInput(paths, flags, surroundings, progress.show),
    onVerify: createVerifyProgress(terminal.stderr, progress, flags.quiet ?? false),
  };
  if (flags.stopAfter) return printProduct(flags.stopAfter, input, flags, terminal);
  const report = await run(input);
  progress.clear();
  printReport(report, command, flags, terminal);
  return exitCodeOf(report, flags.failOn ?? 'never');
}

function runInput(
  paths: readonly string[],
  flags: RunFlags,
  { registry, terminal }: Surroundings,
  onProgress: RunInput['onProgress'],
): RunInput {
  return {
    cwd: terminal.cwd,
    paths: paths.length > 0 ? paths : ['.'],
    registry,
    ignorePatterns: flags.ignorePattern ?? [],
    profiles: flags.profiles ?? [],
    options: {
      transforms: flags.transform ?? [],
      unsafe: flags.unsafe ?? false,
      koa: flags.koa ?? false,
      exports: flags.exports.policy,
      exportRules: flags.exports.rules,
      target: flags.target,
    },
    write: flags.write ?? false,
    ...(flags.verify !== undefined && { verify: { command: flags.verify, timeoutSeconds: flags.verifyTimeout } }),
    ...(terminal.system && { system: terminal.system }),
    census: flags.census ?? false,
    cache: flags.cache ?? flags.cacheLocation !== undefined,
    cacheLocation: flags.cacheLocation,
    allow: {
      dirty: flags.allowDirty ?? false,
      staged: flags.allowStaged ?? false,
      noVcs: flags.allowNoVcs ?? false,
    },
    ...(flags.formatWith && { formatWith: flags.formatWith }),
    onProgress,
    onInternalError: (error, path) => {
      if (flags.verbose) terminal.stderr.write(`${path}: ${error instanceof Error ? error.stack : String(error)}\n`);
    },
    onDebug: terminal.debug,
    signal: terminal.signal,
  };
}

async function printProduct(
  stage: Stage,
  input: RunInput,
  { write }: RunFlags,
  { stdout, stderr }: Terminal,
): Promise<number> {
  if (write) throw new UsageError('--stop-after', 'cannot be combined with --write; leave out one of them');
  const { product, diagnostics } = await runUntil(stage, input);
  stdout.write(`${JSON.stringify(toPlain(product), null, 2)}\n`);
  const errors = formatErrors(diagnostics, { color: stderr.color });
  stderr.write(errors);
  return errors === '' ? exitCodes.ok : exitCodes.failure;
}

/** A diff stays a diff: what else there is to say goes to standard error. */
function printReport(report: RunReport, command: 'check' | 'convert', flags: RunFlags, terminal: Terminal): void {
  const { quiet = false, verbose = false } = flags;
  const fallback: OutputTarget = { format: command === 'check' || flags.write ? 'pretty' : 'diff' };
  const targets = flags.format.some(({ file }) => file === undefined) ? flags.format : [fallback, ...flags.format];
  for (const { format, file } of targets) {
    if (file !== undefined) writeReport(resolve(terminal.cwd, file), formatters[format](report, { verbose, command }));
    else if (!(quiet && format === 'pretty')) printFormat(format, report, { verbose, command }, terminal.stdout);
  }
  const hasSummary = targets.some(({ format, file }) => format === 'pretty' && file === undefined);
  if (!quiet && !hasSummary && report.root !== '')
    terminal.stderr.write(formatSummary(report, { command, verbose, color: terminal.stderr.color }));
  terminal.stderr.write(formatProblems(report, { color: terminal.stderr.color }));
}

function printFormat(
  format: keyof typeof formatters,
  report: RunReport,
  options: { verbose: boolean; command: 'check' | 'convert' },
  stdout: OutputStream,
): void {
  stdout.write(formatters[format](report, { ...options, color: stdout.color, width: stdout.columns }));
}

function writeReport(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError('--format', `cannot write the report to ${file}: ${(error as Error).message}`);
  }
}

/** Reads a stage name in upper or lower case. */
export function parseStage(value: string): Stage {
  const stage = stages.find((each) => each.toLowerCase() === value.toLowerCase());
  if (!stage) throw new UsageError('--stop-after', `unknown stage ${value}; stages are ${stages.join(', ')}`);
  return stage;
}
