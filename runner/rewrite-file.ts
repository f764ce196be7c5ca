import {
  diagnose,
  type Diagnostic,
  type Edit,
  type FilePlan,
  type ParsedFile,
  type Rewritten,
  type RunOptions,
} from '../core/index.js';
import type { PlannedBy } from './plan-file.js';

interface Carried {
  readonly name: string;
  readonly plan: FilePlan;
  readonly edits: readonly Edit[];
}

/**
 * Carries out the plans of a file. When the edits of two transforms meet, the later one is put off as a whole, decisions
 * included: its plan was made for a text that is no longer there.
 */
export function rewriteFile(file: ParsedFile, planned: readonly PlannedBy[], options: RunOptions): Rewritten {
  const carried: Carried[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { transform, plan } of planned) {
    const next = { name: transform.name, plan, edits: transform.rewrite(file, plan, options) };
    const other = carried.find((earlier) => meet(earlier, next));
    if (!other) carried.push(next);
    else diagnostics.push(diagnose('overlapping-transforms', { transform: next.name, other: other.name }, plan.path));
  }
  const edits = carried.flatMap((each) => each.edits).sort((a, b) => a.start - b.start || a.end - b.end);
  return { file, plans: carried.map(({ plan }) => plan), edits, diagnostics };
}

/** Insertions at the same place meet as well: which comes first is not known. So do imports of the same name. */
function meet(some: Carried, others: Carried): boolean {
  const overlap = some.edits.some((a) => others.edits.some((b) => a.start <= b.end && b.start <= a.end));
  const isEdited = some.edits.length > 0 && others.edits.length > 0;
  return overlap || (isEdited && some.plan.shimImports.some((name) => others.plan.shimImports.includes(name)));
}
