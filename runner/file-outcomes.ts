import type { Diagnostic, FileOutcome, OutcomeStatus, SourceFile } from '../core/index.js';
import type { CarriedOut } from './carry-out.js';

/** The outcome of a file that went through every step. */
export function outcomeOf({ file, plans, edits, text, failures }: CarriedOut): FileOutcome {
  const { source } = file;
  const status: OutcomeStatus = failures.length > 0 ? 'refused' : text === source.text ? 'unchanged' : 'changed';
  return {
    path: source.path,
    status,
    before: source.text,
    ...(status === 'changed' && { after: text }),
    edits: status === 'changed' ? edits : [],
    decisions: plans.flatMap((plan) => plan.decisions),
    diagnostics: [...plans.flatMap((plan) => plan.diagnostics), ...failures],
    shimImports: status === 'changed' ? [...new Set(plans.flatMap((plan) => plan.shimImports))] : [],
  };
}

/** The outcome of a file that did not get that far: not read, not parsed, skipped, or nothing to look for. */
export function outcomeWithout(
  path: string,
  status: 'unchanged' | 'failed',
  source?: SourceFile,
  ...diagnostics: Diagnostic[]
): FileOutcome {
  return {
    path,
    status,
    ...(source && { before: source.text }),
    edits: [],
    decisions: [],
    diagnostics,
    shimImports: [],
  };
}

/** Takes back the changes of a file. */
export function refuse(outcome: FileOutcome, ...why: Diagnostic[]): FileOutcome {
  const diagnostics = [...outcome.diagnostics, ...why];
  return { ...outcome, status: 'refused', after: undefined, edits: [], shimImports: [], diagnostics };
}

/** Says that a file could not be worked on or written. */
export function fail(outcome: FileOutcome, why: Diagnostic): FileOutcome {
  return { ...refuse(outcome, why), status: 'failed' };
}
