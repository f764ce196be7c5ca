import { fileContext } from '../analysis/file-context.js';
import { shimUses } from '../analysis/shim-uses.js';
import type { FileOutcome } from '../core/index.js';
import { parse } from '../syntax/parse.js';
import type { StepCache } from './cache/step-cache.js';

/**
 * Says of each outcome what of the shim its file uses when the run is applied.
 *
 * @param specifier what the run calls the shim
 * @param onError receives what goes wrong with a file; it is left without the fact
 */
export function attachShimUses(
  outcomes: readonly FileOutcome[],
  specifier: string,
  steps: StepCache,
  onError?: (error: unknown, path: string) => void,
): readonly FileOutcome[] {
  return outcomes.map((outcome) => {
    const text = outcome.after ?? outcome.before;
    if (outcome.status === 'failed' || !text?.includes(specifier) || outcome.path.endsWith('.json')) return outcome;
    try {
      const source = { path: outcome.path, text };
      const step = { name: 'shim uses', source, rests: [specifier] };
      const uses = steps.alone(step, () => shimUses(fileContext(parse(source)), specifier));
      return uses && uses.length > 0 ? { ...outcome, shimUses: uses } : outcome;
    } catch (error) {
      onError?.(error, outcome.path);
      return outcome;
    }
  });
}
