import { diagnose, type Decision, type FileOutcome } from '../../core/index.js';
import type { PlannedConversion } from '../plan-conversion.js';
import { withoutOrdinal } from '../types/blamed-sites.js';
import type { ConvertedSite } from './conversion-sites.js';

interface TakenBackSite {
  readonly site: ConvertedSite;
  readonly detail: string;
}

/** Says of each site that was taken back that it is left, and why: also where the transform had nothing to say of it. */
export function leaveTakenBack(
  conversion: PlannedConversion,
  takenBack: readonly TakenBackSite[],
  command: string,
): PlannedConversion {
  const outcomes = conversion.outcomes.map((outcome) => {
    const sites = takenBack.filter(({ site }) => site.path === outcome.path);
    const silent = sites.filter((one) => !isSaid(outcome, one));
    if (silent.length === 0) return outcome;
    const decisions = silent.map((one) => left(one, command));
    const others = outcome.decisions.filter((one) => !decisions.some(({ id }) => id === one.id));
    return { ...outcome, decisions: [...others, ...decisions] };
  });
  return { ...conversion, outcomes };
}

function isSaid({ decisions }: FileOutcome, { site }: TakenBackSite): boolean {
  return decisions.some(
    ({ verdict, siteKey, range }) =>
      verdict === 'leave' &&
      range.start === site.decision.range.start &&
      withoutOrdinal(siteKey) === withoutOrdinal(site.decision.siteKey),
  );
}

function left({ site: { decision, path }, detail }: TakenBackSite, command: string): Decision {
  const reason = diagnose('conversion-fails-command', { command, detail }, path, decision.range);
  return { ...decision, verdict: 'leave', applicability: 'manual', reasons: [reason], requires: [], operations: 0 };
}
