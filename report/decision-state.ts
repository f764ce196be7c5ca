import type { Decision, FileOutcome, RunOptions } from '../core/index.js';

/**
 * What became of a site in this run: `applied` (its conversion is part of the new text), `needs-unsafe` (an assumption that
 * `--unsafe` accepts stands in its way), `left` (a person has to decide), `refused` (its file was taken back or failed).
 */
export type DecisionState = 'applied' | 'needs-unsafe' | 'left' | 'refused';

export function decisionState(decision: Decision, { status }: FileOutcome, options: RunOptions): DecisionState {
  if (decision.applicability === 'unsafe' && !options.unsafe) return 'needs-unsafe';
  if (decision.verdict === 'leave' || decision.applicability === 'manual') return 'left';
  return status === 'refused' || status === 'failed' ? 'refused' : 'applied';
}

/** An entry in a package.json or a declaration is a decision, but not a place in the code that somebody could convert. */
export function isSite({ verdict }: Decision): boolean {
  return verdict !== 'dependency' && verdict !== 'declaration';
}
