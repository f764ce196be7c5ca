import {
  diagnose,
  type Diagnostic,
  type Edit,
  type ParsedFile,
  type Rewritten,
  type RunOptions,
} from '../core/index.js';
import type { PlannedBy } from './plan-file.js';

/**
 * Carries out the plans of a file. When the edits of two transforms meet, those of the later one are put off as a whole:
 * its plan was made for a text that is no longer there.
 */
export function rewriteFile(file: ParsedFile, planned: readonly PlannedBy[], options: RunOptions): Rewritten {
  const applied: { name: string; edits: readonly Edit[]; imports: readonly string[] }[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { transform, plan } of planned) {
    const edits = transform.rewrite(file, plan, options);
    const name = transform.name;
    const other = applied.find(
      (earlier) => meet(earlier.edits, edits) || (edits.length > 0 && share(earlier.imports, plan.shimImports)),
    );
    if (other)
      diagnostics.push(diagnose('overlapping-transforms', { transform: name, other: other.name }, file.source.path));
    else if (edits.length > 0) applied.push({ name, edits, imports: plan.shimImports });
  }
  const edits = applied.flatMap((each) => each.edits).sort((a, b) => a.start - b.start || a.end - b.end);
  return { file, plans: planned.map(({ plan }) => plan), edits, diagnostics };
}

/** Insertions at the same place meet as well: which comes first is not known. */
function meet(some: readonly Edit[], others: readonly Edit[]): boolean {
  return some.some((a) => others.some((b) => a.start <= b.end && b.start <= a.end));
}

function share(some: readonly string[], others: readonly string[]): boolean {
  return some.some((name) => others.includes(name));
}
