import type { Decision } from '../../core/index.js';

/** A decision that is applied together with others only. */
export const tied = (decision: Decision, required: readonly string[]): Decision => ({
  ...decision,
  requires: [...new Set([...decision.requires, ...required])].filter((id) => id !== decision.id),
});
