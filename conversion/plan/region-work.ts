import type { DecisionWork } from './file-work.js';
import type { Region } from './region.js';

/** What the rewriting of a planned region has to do. */
export const workOf = ({ replacements, namePlans, removed }: Region, decision: string): DecisionWork => ({
  decision,
  replacements,
  removed,
  renames: namePlans.flatMap((plan) => plan.renames()),
});
