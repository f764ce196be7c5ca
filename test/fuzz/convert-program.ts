import type { Decision, FileOutcome, OutcomeStatus } from '../../core/index.js';
import { convertFiles } from '../support/convert-files.js';
import { convertText } from '../support/convert-text.js';
import { tallyDiagnostics } from '../support/tally-diagnostics.js';
import { bundled } from './run/bundled.js';
import type { Source } from './render/render-program.js';

/** What the conversion made of a program. */
export interface ConvertedProgram {
  readonly status: OutcomeStatus;
  /** All diagnostics as text, when a file was refused. */
  readonly findings: string;
  /** The program after the conversion, as one text that runs; the text of a refused file is that which was refused. */
  readonly output: string;
  readonly decisions: readonly Decision[];
  readonly diagnostics: Readonly<Record<string, number>>;
}

const options = { transforms: ['node-callbacks'] };

/** Converts a program: one of a single file as if nothing were known of others, one of two files as a package. */
export function convertProgram({ text, lib }: Source): ConvertedProgram {
  if (lib === undefined) {
    const outcome = convertText('input.js', text, options);
    return describe([outcome], outcome.printed);
  }
  const outcomes = convertFiles({ 'index.js': text, 'lib.js': lib }, options);
  const [main, other] = outcomes.map(({ after, before }) => after ?? before!);
  return describe(outcomes, bundled(main!, other));
}

function describe(outcomes: readonly FileOutcome[], output: string): ConvertedProgram {
  const statuses = new Set(outcomes.map(({ status }) => status));
  const status = (['failed', 'refused', 'changed'] as const).find((one) => statuses.has(one)) ?? 'unchanged';
  const diagnostics: Record<string, number> = {};
  for (const outcome of outcomes)
    for (const [name, count] of Object.entries(tallyDiagnostics(outcome)))
      diagnostics[name] = (diagnostics[name] ?? 0) + count;
  return {
    status,
    findings: outcomes.flatMap((one) => one.diagnostics.map(({ code, message }) => `${code} ${message}`)).join('\n'),
    output,
    decisions: outcomes.flatMap(({ decisions }) => decisions),
    diagnostics,
  };
}
