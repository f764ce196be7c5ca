import { diagnose, type Decision, type Printed, type RunOptions, type Verified } from '../core/index.js';
import { importSources } from '../syntax/import-update.js';
import { verifyRewrite } from '../syntax/verify.js';

/** What converted code may read without having declared it. */
const commonGlobals = ['Promise', 'require', 'undefined', 'NodeJS'];

/** Checks the new text of a file against the original, the edits that made it and the decisions that own them. */
export function verifyFile(printed: Printed, options: RunOptions): Verified {
  const { edits, file } = printed;
  if (edits.length === 0) return { ...printed, failures: [] };
  const problems = [...checkOwners(printed, options), ...checkText(printed, options)];
  const failures = problems.map(({ check, detail }) => diagnose('verify-failed', { check, detail }, file.source.path));
  return { ...printed, failures };
}

interface Problem {
  readonly check: string;
  readonly detail: string;
}

/** Every changed part has to belong to a decision that this run may apply. */
function checkOwners({ edits, plans }: Printed, options: RunOptions): readonly Problem[] {
  const decisions = new Map(plans.flatMap((plan) => plan.decisions.map((decision) => [decision.id, decision])));
  const owners = new Set(edits.map(({ decision }) => decision));
  return [...owners]
    .filter((id) => !mayApply(decisions.get(id), options))
    .map((id) => ({ check: 'owned', detail: `a change belongs to ${id}, which is not to be applied` }));
}

function mayApply(decision: Decision | undefined, { unsafe }: RunOptions): boolean {
  if (!decision || decision.verdict === 'leave' || decision.applicability === 'manual') return false;
  return decision.applicability === 'safe' || unsafe;
}

function checkText({ file, plans, edits, text }: Printed, { shimSpecifier }: RunOptions): readonly Problem[] {
  const problems = verifyRewrite({
    before: file,
    after: text,
    edits,
    // The import of the shim goes with its last use.
    allowLost: [...plans.flatMap(({ removed = [] }) => removed), ...importSources(file, shimSpecifier)],
    allowGlobals: new Set([...commonGlobals, ...plans.flatMap(({ globals = [] }) => globals)]),
  });
  return problems.map(({ kind, message }) => ({ check: kind, detail: message }));
}
