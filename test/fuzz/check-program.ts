import type { Decision } from '../../core/index.js';
import { convertProgram, type ConvertedProgram } from './convert-program.js';
import { limitsOf } from './limits.js';
import type { Program } from './model/program.js';
import { renderProgram, type Source } from './render/render-program.js';
import { bundled } from './run/bundled.js';
import { compareTraces, type Allowance, type Comparison } from './run/compare-traces.js';
import { plansFor, type Plan } from './run/plan.js';
import { runProgram } from './run/run-program.js';

/**
 * `kept`: behaves as before; `unchanged`: nothing was converted; `mismatch`: behaves differently; `refused`: a check after
 * printing failed; `crash`: the conversion itself threw; `invalid`: the program is no program.
 */
export type Verdict = 'kept' | 'unchanged' | 'mismatch' | 'refused' | 'crash' | 'invalid';

export interface Outcome {
  readonly verdict: Verdict;
  /** What is wrong, for people; empty when nothing is. */
  readonly problem: string;
  readonly source: Source;
  /** Both versions as texts that run; the output is empty when there is none. */
  readonly input: string;
  readonly output: string;
  readonly decisions: readonly Decision[];
  readonly diagnostics: Readonly<Record<string, number>>;
  /** The plan under which the behaviour differs. */
  readonly plan: Plan | undefined;
  /** True when E3 had to be taken at its widest: events of one call in another order at one time. */
  readonly reordered: boolean;
}

interface Difference {
  readonly verdict: 'kept' | 'mismatch' | 'invalid';
  readonly problem: string | undefined;
  readonly plan: Plan | undefined;
  readonly reordered: boolean;
}

/** Converts a program and compares what both versions do under several plans. */
export async function checkProgram(program: Program, seed: number, shim: Record<string, unknown>): Promise<Outcome> {
  const source = renderProgram(program);
  const input = bundled(source.text, source.lib);
  const nothing = { output: '', decisions: [], diagnostics: {} };
  const empty = { source, input, ...nothing, plan: undefined, reordered: false };
  let converted: ConvertedProgram;
  try {
    converted = convertProgram(source);
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ...empty, verdict: 'crash', problem };
  }
  const { status, findings, output, decisions, diagnostics } = converted;
  const known = { ...empty, output, decisions, diagnostics };
  if (status === 'failed') return { ...known, verdict: 'invalid', problem: findings };
  if (status === 'refused') return { ...known, verdict: 'refused', problem: findings };
  if (status === 'unchanged') return { ...known, verdict: 'unchanged', problem: '' };
  const difference = await compareRuns(program, source, { input, output }, seed, shim);
  return { ...known, ...difference, problem: difference.problem ?? '' };
}

async function compareRuns(
  program: Program,
  source: Source,
  { input, output }: { input: string; output: string },
  seed: number,
  shim: Record<string, unknown>,
): Promise<Difference> {
  const { entries } = source;
  const limits = limitsOf(program, source);
  let reordered = false;
  for (const plan of plansFor(
    seed,
    program.style.strict,
    seed % 4 === 0 && limits.callbackMayThrow,
    limits.callbackMayLack && entries.some(({ tolerant }) => tolerant),
  )) {
    if (limits.successOnly && plan.failing > 0) continue;
    if (!limits.callsMayMeet && plan.calls > 1) continue;
    const before = await runSafely(() => runProgram(input, entries, plan, shim));
    if (typeof before === 'string') {
      const problem = `the program does not run: ${before}`;
      return { verdict: 'invalid', problem, plan, reordered };
    }
    const allowance: Allowance = { ...limits.allowance, withoutCallback: plan.absent };
    const after = await runSafely(() => runProgram(output, entries, plan, shim));
    const found: Comparison =
      typeof after === 'string'
        ? { problem: `the output does not run: ${after}`, reordered }
        : compareTraces(before, after, allowance);
    reordered ||= found.reordered;
    if (found.problem !== undefined) return { verdict: 'mismatch', problem: found.problem, plan, reordered };
  }
  return { verdict: 'kept', problem: undefined, plan: undefined, reordered };
}

/** @returns the events, or why there are none: a program may not load, or never end */
async function runSafely(run: () => Promise<string[]>): Promise<string[] | string> {
  try {
    return await run();
  } catch (error) {
    return String(error).slice(0, 2000);
  }
}
