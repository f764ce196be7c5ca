import { convertText, type ConvertedText } from '../support/convert-text.js';
import { tallyDiagnostics } from '../support/tally-diagnostics.js';
import type { Program } from './model/program.js';
import { renderProgram, type Source } from './render/render-program.js';
import { compareTraces, type Allowance } from './run/compare-traces.js';
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
  readonly output: string;
  readonly outcome: ConvertedText | undefined;
  readonly diagnostics: Readonly<Record<string, number>>;
  /** The plan under which the behaviour differs. */
  readonly plan: Plan | undefined;
}

/** Converts a program and compares what both versions do under several plans. */
export async function checkProgram(program: Program, seed: number, shim: Record<string, unknown>): Promise<Outcome> {
  const source = renderProgram(program);
  const empty = { source, output: '', outcome: undefined, diagnostics: {}, plan: undefined };
  let outcome: ConvertedText;
  try {
    outcome = convertText('input.js', source.text, { transforms: ['node-callbacks'] });
  } catch (error) {
    return {
      ...empty,
      verdict: 'crash',
      problem: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
  const known = { ...empty, outcome, output: outcome.printed, diagnostics: tallyDiagnostics(outcome) };
  const findings = outcome.diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n');
  if (outcome.status === 'failed') return { ...known, verdict: 'invalid', problem: findings };
  if (outcome.status === 'refused') return { ...known, verdict: 'refused', problem: findings };
  if (outcome.after === undefined) return { ...known, verdict: 'unchanged', problem: '' };
  const difference = await compareRuns(program, source, outcome.after, seed, shim);
  return difference ? { ...known, verdict: 'mismatch', ...difference } : { ...known, verdict: 'kept', problem: '' };
}

async function compareRuns(
  program: Program,
  source: Source,
  output: string,
  seed: number,
  shim: Record<string, unknown>,
): Promise<{ problem: string; plan: Plan } | undefined> {
  const { text, entries, sites } = source;
  const inner = sites.some(({ tags }) => tags.includes('callee: function') || tags.includes('callee: cached'));
  for (const plan of plansFor(
    seed,
    program.style.strict,
    seed % 4 === 0,
    entries.some(({ tolerant }) => tolerant),
  )) {
    const before = await runProgram(text, entries, plan, shim);
    const allowance: Allowance = { completesAtOnce: inner, withoutCallback: plan.absent };
    const after = await runSafely(() => runProgram(output, entries, plan, shim));
    const problem = typeof after === 'string' ? after : compareTraces(before, after, allowance);
    if (problem !== undefined) return { problem, plan };
  }
  return undefined;
}

async function runSafely(run: () => Promise<string[]>): Promise<string[] | string> {
  try {
    return await run();
  } catch (error) {
    return `the output does not run: ${String(error)}`;
  }
}
