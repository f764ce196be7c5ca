import { diagnose, type Edit, type FilePlan, type ParsedFile, type Rewritten, type RunOptions } from '../core/index.js';
import type { PlannedBy } from './plan-file.js';

interface Carried {
  readonly name: string;
  readonly plan: FilePlan;
  readonly edits: readonly Edit[];
}

/**
 * Carries out the plans of a file. When the edits of two transforms meet, the later one is put off as a whole: its plan
 * was made for a text that is no longer there. Its sites are left for now; `settleSecondRun` plans them again.
 */
export function rewriteFile(file: ParsedFile, planned: readonly PlannedBy[], options: RunOptions): Rewritten {
  const carried: Carried[] = [];
  const plans: FilePlan[] = [];
  for (const { transform, plan } of planned) {
    const next = { name: transform.name, plan, edits: transform.rewrite(file, plan, options) };
    const other = carried.find((earlier) => meet(earlier, next));
    if (!other) carried.push(next);
    plans.push(other ? putOff(plan, other.name) : plan);
  }
  const edits = carried.flatMap((each) => each.edits).sort((a, b) => a.start - b.start || a.end - b.end);
  return { file, plans, edits };
}

/** Insertions at the same place meet as well: which comes first is not known. So do imports of the same name. */
function meet(some: Carried, others: Carried): boolean {
  const overlap = some.edits.some((a) => others.edits.some((b) => a.start <= b.end && b.start <= a.end));
  const isEdited = some.edits.length > 0 && others.edits.length > 0;
  return overlap || (isEdited && some.plan.shimImports.some((name) => others.plan.shimImports.includes(name)));
}

function putOff({ path, decisions, diagnostics }: FilePlan, other: string): FilePlan {
  const wait = decisions.map((decision) =>
    decision.verdict === 'leave'
      ? decision
      : {
          ...decision,
          verdict: 'leave' as const,
          reasons: [diagnose('overlapping-transforms', { transform: decision.transform, other }, path, decision.range)],
        },
  );
  return { path, decisions: wait, diagnostics, rewrites: [], shimImports: [] };
}
