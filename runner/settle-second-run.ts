import {
  diagnose,
  type Decision,
  type FileOutcome,
  type RunOptions,
  type SourceFile,
  type Transform,
  type Verified,
} from '../core/index.js';
import { convertFile, internalError } from './convert-file.js';
import { outcomeOf, refuse } from './file-outcomes.js';
import { ParsedFiles } from './parsed-files.js';
import type { PlanContext } from './plan-file.js';
import { planProject } from './plan-project.js';

interface SecondRun {
  readonly root: string;
  /** Every file of the first run's facts, as it was. */
  readonly files: readonly SourceFile[];
  readonly options: RunOptions;
  readonly transforms: readonly Transform[];
}

/** What a conversion proves about one function may free the sites that call it; chains longer than this are not seen. */
const MAX_ROUNDS = 4;

/**
 * Runs the converted project again until nothing changes any more, since what one round converts is known to the next.
 * A file that does not settle is taken back.
 */
export function settleSecondRun(outcomes: readonly FileOutcome[], run: SecondRun): readonly FileOutcome[] {
  let settled = outcomes;
  for (let round = 1; ; round++) {
    if (!settled.some(({ status }) => status === 'changed')) return settled;
    const next = runAgain(settled, run, round === MAX_ROUNDS);
    if (next.every((outcome, index) => outcome === settled[index])) return next;
    settled = next;
  }
}

function runAgain(
  outcomes: readonly FileOutcome[],
  { root, files, options, transforms }: SecondRun,
  isLast: boolean,
): readonly FileOutcome[] {
  const changed = new Map(outcomes.flatMap(({ path, after }) => (after === undefined ? [] : [[path, after]])));
  const outputs = files.map((file) => {
    const text = changed.get(file.path);
    return text === undefined ? file : { path: file.path, text };
  });
  const parsed = new ParsedFiles();
  const project = planProject({ root, files: outputs, parse: (file) => parsed.find(file) }, options);
  const byPath = new Map(outputs.map((file) => [file.path, file]));
  return outcomes.map((outcome) => {
    const source =
      outcome.status === 'changed' || outcome.status === 'unchanged' ? byPath.get(outcome.path) : undefined;
    if (!source || !transforms.some((transform) => transform.mayApply(source.text))) return outcome;
    return convertAgain(outcome, source, parsed, { project, options, transforms }, isLast);
  });
}

function convertAgain(
  outcome: FileOutcome,
  source: SourceFile,
  parsed: ParsedFiles,
  context: PlanContext,
  isLast: boolean,
): FileOutcome {
  const file = parsed.find(source);
  if (!file) return outcome;
  try {
    const { verified } = convertFile(file, context);
    if (verified.edits.length === 0) return outcome;
    if (isLast || verified.failures.length > 0) return refuse(outcome, diagnose('unstable-output', {}, outcome.path));
    return merge(outcome, verified);
  } catch (error) {
    return refuse(outcome, internalError(error, outcome.path));
  }
}

/** Both rounds as one change of the original text. */
function merge(outcome: FileOutcome, verified: Verified): FileOutcome {
  const again = outcomeOf(verified);
  const before = outcome.before!;
  const decisions = mergeDecisions(outcome.decisions, again.decisions);
  const owner = decisions.find(({ verdict }) => verdict !== 'leave')!;
  return {
    ...outcome,
    status: 'changed',
    after: verified.text,
    edits: [{ start: 0, end: before.length, text: verified.text, decision: owner.id }],
    decisions,
    diagnostics: [...outcome.diagnostics, ...again.diagnostics],
    shimImports: [...new Set([...outcome.shimImports, ...again.shimImports])],
  };
}

/** A site that the later round converted is no longer left; it keeps its place in the original text. */
function mergeDecisions(first: readonly Decision[], later: readonly Decision[]): Decision[] {
  const converted = new Map(
    later.filter(({ verdict }) => verdict !== 'leave').map((decision) => [decision.siteKey, decision]),
  );
  const merged = first.map((decision) => {
    const now = decision.verdict === 'leave' ? converted.get(decision.siteKey) : undefined;
    if (now) converted.delete(decision.siteKey);
    return now ? { ...now, range: decision.range } : decision;
  });
  const known = new Set(merged.map(({ id }) => id));
  return [...merged, ...[...converted.values()].filter(({ id }) => !known.has(id))];
}
