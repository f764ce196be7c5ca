import type { FileContext } from '../../analysis/file-context.js';
import type { ProjectFacts, RunOptions } from '../../core/index.js';
import { asyncCandidates } from './rounds/async-candidates.js';
import { dropUnusedNoops } from './leftovers/drop-unused-noops.js';
import type { FileWork } from './rounds/file-work.js';
import { initialLocals } from './rounds/initial-locals.js';
import type { LocalFunction, LocalFunctions } from './rounds/local-functions.js';
import { planDeclaredMembers } from './typed/plan-declared-members.js';
import { planRound } from './rounds/plan-round.js';
import { Round } from './rounds/round.js';

const MAX_ROUNDS = 5;

/** Decides about every function and operation of a file. */
export function planFile(
  context: FileContext,
  project: ProjectFacts,
  options: RunOptions,
  transform: string,
): FileWork {
  const plan = (locals: LocalFunctions): Round => {
    const round = new Round(context, project, options, transform, locals);
    planRound(round);
    return round;
  };
  const dual = planDual(initialLocals(context), plan);
  const last = planAsync(dual, plan) ?? dual;
  const work = last.work(planDeclaredMembers(last));
  return { ...work, works: dropUnusedNoops(context, work.works) };
}

type Plan = (locals: LocalFunctions) => Round;

/** Assumes that every callback function gets a promise form beside its callback, and corrects that until it holds. */
function planDual(initial: LocalFunctions, plan: Plan): Round {
  let locals = initial;
  for (let count = 1; ; count++) {
    const round = plan(locals);
    if (agrees(locals, round.learned)) return round;
    locals = corrected(locals, round.learned, count >= MAX_ROUNDS);
  }
}

/**
 * Functions whose every caller waits for them need no callback any more. Whichever turns out to need it after all keeps
 * it.
 */
function planAsync(dual: Round, plan: Plan): Round | undefined {
  const { locals } = dual;
  let candidates = asyncCandidates(dual);
  let assumed = new Map(locals);
  for (let count = 1; count <= MAX_ROUNDS && candidates.size > 0; count++) {
    for (const fn of candidates) assumed.set(fn, { ...(assumed.get(fn) ?? locals.get(fn)!), verdict: 'convert' });
    const next = plan(assumed);
    const still = asyncCandidates(next);
    const failed = [...candidates].filter((fn) => next.learned.get(fn)?.verdict !== 'convert' || !still.has(fn));
    if (failed.length === 0 && agrees(assumed, next.learned)) return next;
    candidates = new Set([...candidates].filter((fn) => !failed.includes(fn)));
    assumed = new Map(
      [...assumed].map(([fn, then]) => [
        fn,
        failed.includes(fn) ? locals.get(fn)! : updated(then, next.learned.get(fn)),
      ]),
    );
  }
  return undefined;
}

const updated = (then: LocalFunction, now: LocalFunction | undefined): LocalFunction =>
  then.verdict === 'convert' && now ? now : then;

/** What was learned replaces what was assumed; who turned out not to convert is not assumed to again. */
function corrected(locals: LocalFunctions, learned: LocalFunctions, giveUp: boolean): LocalFunctions {
  return new Map(
    [...locals].map(([fn, then]) => [
      fn,
      (then.verdict !== 'leave' && !giveUp && learned.get(fn)) || { ...then, verdict: 'leave' },
    ]),
  );
}

function agrees(before: LocalFunctions, learned: LocalFunctions): boolean {
  return [...before].every(([fn, then]) => {
    const now = learned.get(fn);
    return (
      then.verdict === 'leave' ||
      (now !== undefined &&
        then.convention === now.convention &&
        then.cleanErrors === now.cleanErrors &&
        then.uniform === now.uniform &&
        then.direct === now.direct)
    );
  });
}
