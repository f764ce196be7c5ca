import type { Decision, Diagnostic } from '../core/index.js';
import type { DecisionState } from './decision-state.js';

/**
 * The reasons of a decision that a report shows. Notes are for `verbose`, except where nothing else says why a site was
 * not converted. Errors are shown once, on their own lines, wherever the rest of the report goes.
 */
export function reasonsToShow({ reasons }: Decision, state: DecisionState, verbose: boolean): readonly Diagnostic[] {
  const shown = reasons.filter((each) => isShown(each, verbose));
  if (shown.length > 0 || state === 'applied' || state === 'refused') return shown;
  return reasons.filter(({ severity }) => severity === 'note');
}

export function isShown({ severity }: Diagnostic, verbose: boolean): boolean {
  return severity === 'warning' || (severity === 'note' && verbose);
}
