import type { Continuation } from '../../../analysis/continuation.js';
import type { LocalFunction } from './local-functions.js';
import type { FunctionPlan } from '../functions/plan-function.js';

/** What the plan of a function tells its callers. */
export const learnedFunction = (
  { at }: Continuation,
  { result, direct }: FunctionPlan,
  verdict: LocalFunction['verdict'],
): LocalFunction => ({
  verdict,
  at,
  kind: 'error-first',
  convention: result.convention,
  cleanErrors: result.cleanErrors,
  uniform: result.uniform,
  direct: direct && result.regular,
  once: true,
});
