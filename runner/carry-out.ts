import type { Diagnostic, Edit, FilePlan, ParsedFile, RunOptions, SourceFile, Verified } from '../core/index.js';
import { applyEdits } from '../syntax/text-edits.js';
import { optionsKey, ownOptions } from './cache/options-key.js';
import { unpackPlan } from './cache/packed-plan.js';
import type { StepCache } from './cache/step-cache.js';
import { carryOut } from './convert-file.js';
import type { PlannedFile } from './planning/plan-step.js';

/** What the plans of a file made of its text. */
export interface CarriedOut {
  readonly file: Pick<ParsedFile, 'source'>;
  readonly plans: readonly FilePlan[];
  readonly edits: readonly Edit[];
  readonly text: string;
  readonly failures: readonly Diagnostic[];
}

interface CarryOutInput {
  readonly source: SourceFile;
  readonly parse: () => ParsedFile;
  readonly options: RunOptions;
  readonly steps: StepCache;
}

/**
 * Rewrites, prints and verifies one file as it was planned, or finds what came of that: it rests on what was planned, and
 * on nothing that was added to decisions later.
 */
export function carryOutOnce(
  { planned, id }: PlannedFile,
  { source, parse, options, steps }: CarryOutInput,
): CarriedOut {
  const carry = (): { carried: Verified; isWhole: boolean } => {
    const plans = planned.map(({ transform, ...packed }) => ({ transform, plan: unpackPlan(packed) }));
    const carried = carryOut(parse(), plans, ownOptions(options)).verified;
    return { carried, isWhole: carried.plans.every((plan, index) => plan === plans[index]!.plan) };
  };
  if (id === undefined) return carry().carried;
  let fresh: Verified | undefined;
  const step = { name: 'edits', source, rests: [id, optionsKey(options)] };
  const known = steps.alone(step, () => {
    const { carried, isWhole } = carry();
    fresh = carried;
    // Plans that had to be put off are not those that were made.
    return isWhole ? { edits: carried.edits, failures: carried.failures } : undefined;
  });
  if (fresh || !known) return fresh ?? carry().carried;
  return {
    file: { source },
    plans: planned.map(({ plan }) => plan),
    text: applyEdits(source.text, known.edits),
    ...known,
  };
}
