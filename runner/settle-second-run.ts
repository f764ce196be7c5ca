import {
  diagnose,
  findMessage,
  type Decision,
  type FileOutcome,
  type LibraryProfile,
  type RunOptions,
  type SourceFile,
  type Transform,
} from '../core/index.js';
import type { CensusTaker, ToCount } from './census-taker.js';
import { StepCache } from './cache/step-cache.js';
import { carryOutOnce, type CarriedOut } from './carry-out.js';
import { internalError } from './convert-file.js';
import { outcomeOf, refuse } from './file-outcomes.js';
import { ParsedFiles } from './parsed-files.js';
import { planProject } from './plan-project.js';
import { planSources, type PlannedProject } from './planning/plan-sources.js';
import type { PlanningInput, PlanResult } from './planning/project-planner.js';

interface SecondRun {
  readonly root: string;
  /** Every file of the first run's facts, as it was. */
  readonly files: readonly SourceFile[];
  /** Profiles of packages that the user gives. */
  readonly profiles: readonly LibraryProfile[];
  readonly options: RunOptions;
  readonly transforms: readonly Transform[];
  /** Looks at what the last round made. */
  readonly census?: CensusTaker;
  readonly steps?: StepCache;
}

/**
 * What a conversion proves about one function may free the sites that call it; chains longer than this are not seen. Each
 * further transform may have been put off once.
 */
const MAX_ROUNDS = 4;

/**
 * Runs the converted project again until nothing changes any more, since what one round converts is known to the next.
 * A file that does not settle is taken back.
 */
export function settleSecondRun(outcomes: readonly FileOutcome[], run: SecondRun): readonly FileOutcome[] {
  const rounds = MAX_ROUNDS + run.transforms.length - 1;
  const again = { ...run, options: withoutPlaces(run.options) };
  let settled = outcomes;
  for (let round = 1; ; round++) {
    if (!settled.some(({ status }) => status === 'changed')) return settled;
    const next = runAgain(settled, again, round === rounds);
    if (next.every((outcome, index) => outcome === settled[index])) return next;
    settled = next;
  }
}

/** Places in the original text mean nothing in that of a round. */
function withoutPlaces(options: RunOptions): RunOptions {
  const { withhold } = options;
  return withhold ? { ...options, withhold: (site) => withhold({ ...site, start: undefined }) } : options;
}

function runAgain(
  outcomes: readonly FileOutcome[],
  { root, files, profiles, options, transforms, census, steps = new StepCache() }: SecondRun,
  isLast: boolean,
): readonly FileOutcome[] {
  const changed = new Map(outcomes.flatMap(({ path, after }) => (after === undefined ? [] : [[path, after]])));
  const outputs = files.map((file) => {
    const text = changed.get(file.path);
    return text === undefined ? file : { path: file.path, text };
  });
  const parsed = new ParsedFiles();
  const parse = (file: SourceFile) => parsed.find(file);
  const known = planProject({ root, files: outputs, parse, profiles, steps });
  const byPath = new Map(outputs.map((file) => [file.path, file]));
  const sources = outcomes.flatMap(({ path, status }) =>
    status === 'changed' || status === 'unchanged' ? (byPath.get(path) ?? []) : [],
  );
  const relevant = sources.filter(({ text }) => transforms.some((transform) => transform.mayApply(text)));
  const { planner } = planned({ sources: relevant, parse, known, options, transforms, steps });
  return outcomes.map((outcome) => {
    const source =
      outcome.status === 'changed' || outcome.status === 'unchanged' ? byPath.get(outcome.path) : undefined;
    if (!source) return outcome;
    const result = planner.plans.get(source.path);
    const file = { source, parse: () => parsed.find(source), facts: planner.facts };
    if (!result) {
      countOutput(outcome, file, [], census);
      return withoutPutOff(outcome, []);
    }
    return convertAgain(outcome, file, { result, options, census, steps }, isLast);
  });
}

/** Plans everything in one go. */
function planned(input: PlanningInput): PlannedProject {
  const steps = planSources(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

type AgainInput = Pick<SecondRun, 'census' | 'options'> & { readonly result: PlanResult; readonly steps: StepCache };

function convertAgain(
  outcome: FileOutcome,
  file: ToCount,
  { result, options, census, steps }: AgainInput,
  isLast: boolean,
): FileOutcome {
  const { source, parse } = file;
  try {
    if ('error' in result) throw result.error;
    if (result.id === undefined && !parse()) return outcome;
    const verified = carryOutOnce(result, { source, parse: () => parse()!, options, steps });
    if (verified.edits.length === 0) {
      const { decisions } = outcomeOf(verified);
      countOutput(outcome, file, decisions, census);
      return withoutPutOff(outcome, decisions);
    }
    if (isLast || verified.failures.length > 0) return refuse(outcome, diagnose('unstable-output', {}, outcome.path));
    return merge(outcome, verified);
  } catch (error) {
    return refuse(outcome, internalError(error, outcome.path));
  }
}

function countOutput(
  { status, decisions }: FileOutcome,
  file: ToCount,
  now: readonly Decision[],
  census: CensusTaker | undefined,
): void {
  if (status === 'changed') census?.output(file, now, decisions);
}

/** Both rounds as one change of the original text. */
function merge(outcome: FileOutcome, verified: CarriedOut): FileOutcome {
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

/** What had to wait has been looked at again: either it is gone, or there is another reason to leave it. */
function withoutPutOff(outcome: FileOutcome, later: readonly Decision[]): FileOutcome {
  if (!outcome.decisions.some(isPutOff)) return outcome;
  return { ...outcome, decisions: mergeDecisions(outcome.decisions, later) };
}

/**
 * A site that the later round converted is no longer left; it keeps its place in the original text. A site that was put
 * off becomes what the later round says, and is forgotten when another transform has done away with it.
 */
function mergeDecisions(first: readonly Decision[], later: readonly Decision[]): Decision[] {
  const again = new Map(later.map((decision) => [decision.id, decision]));
  const merged = first.flatMap((decision) => {
    if (decision.verdict !== 'leave') return [decision];
    const now = again.get(decision.id);
    if (isPutOff(decision)) return now ? [{ ...now, range: decision.range }] : [];
    return [now && now.verdict !== 'leave' ? { ...now, range: decision.range } : decision];
  });
  const known = new Set(merged.map(({ id }) => id));
  return [...merged, ...later.filter(({ id, verdict }) => verdict !== 'leave' && !known.has(id))];
}

const isPutOff = ({ reasons }: Decision): boolean => reasons.some(({ code }) => code === putOffCode);
const putOffCode = findMessage('overlapping-transforms')!.code;
