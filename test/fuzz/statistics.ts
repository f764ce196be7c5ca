import type { Decision } from '../../core/index.js';
import type { Outcome, Verdict } from './check-program.js';

type Counts = Record<string, number>;

/** How many operations of a class there were, and how many are awaited now. */
export interface ClassCount {
  sites: number;
  converted: number;
}

/** The figures of a run. Plain data, so that processes can hand it over. */
export interface Statistics {
  programs: number;
  /** Programs in which events of one call came in another order at one time, as E3 allows. */
  reordered: number;
  readonly verdicts: Partial<Record<Verdict, number>>;
  sites: number;
  converted: number;
  /** Decisions by verdict. */
  readonly decisions: Counts;
  /** Diagnostics by name. */
  readonly declined: Counts;
  readonly classes: Record<string, ClassCount>;
}

export const noStatistics = (): Statistics => ({
  programs: 0,
  reordered: 0,
  verdicts: {},
  sites: 0,
  converted: 0,
  decisions: {},
  declined: {},
  classes: {},
});

/** Adds what one program came to. */
export function countOutcome(
  statistics: Statistics,
  { verdict, source, outcome, diagnostics, reordered }: Outcome,
): void {
  statistics.programs += 1;
  if (reordered) statistics.reordered += 1;
  statistics.verdicts[verdict] = (statistics.verdicts[verdict] ?? 0) + 1;
  for (const [name, count] of Object.entries(diagnostics)) add(statistics.declined, name, count);
  const decisions = outcome?.decisions ?? [];
  for (const decision of decisions) add(statistics.decisions, decision.verdict, 1);
  for (const { key, tags } of source.sites) {
    const converted = verdict === 'kept' && isConverted(decisions, source.text.indexOf(`'${key}'`));
    statistics.sites += 1;
    if (converted) statistics.converted += 1;
    for (const tag of tags) {
      const count = (statistics.classes[tag] ??= { sites: 0, converted: 0 });
      count.sites += 1;
      if (converted) count.converted += 1;
    }
  }
}

/** Whether the innermost decision about a place of the source is one that changes it. */
function isConverted(decisions: readonly Decision[], offset: number): boolean {
  const around = decisions.filter(({ range }) => range.start <= offset && offset < range.end);
  const [innermost] = around.sort((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start));
  return innermost !== undefined && innermost.verdict !== 'leave';
}

function add(counts: Counts, name: string, count: number): void {
  counts[name] = (counts[name] ?? 0) + count;
}

/** Adds the figures of another run. */
export function mergeStatistics(into: Statistics, other: Statistics): void {
  into.programs += other.programs;
  into.reordered += other.reordered;
  into.sites += other.sites;
  into.converted += other.converted;
  for (const key of ['verdicts', 'decisions', 'declined'] as const) {
    for (const [name, count] of Object.entries(other[key])) add(into[key] as Counts, name, count);
  }
  for (const [name, { sites, converted }] of Object.entries(other.classes)) {
    const count = (into.classes[name] ??= { sites: 0, converted: 0 });
    count.sites += sites;
    count.converted += converted;
  }
}

/** The figures as text. */
export function describeStatistics(statistics: Statistics): string {
  const { programs, reordered, verdicts, sites, converted, decisions, declined, classes } = statistics;
  return [
    `${programs} programs: ${list(verdicts as Counts)}; ${reordered} kept by E3 alone`,
    `${sites} operations, ${converted} converted (${percent(converted, sites)}); decisions: ${list(decisions)}`,
    '',
    'left, by reason:',
    ...sorted(declined).map(([name, count]) => `  ${String(count).padStart(6)}  ${name}`),
    '',
    'operations by class:     sites  converted',
    ...Object.entries(classes)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([name, count]) =>
          `  ${name.padEnd(24)}${String(count.sites).padStart(5)}  ${percent(count.converted, count.sites).padStart(8)}`,
      ),
  ].join('\n');
}

const percent = (part: number, whole: number): string => `${whole === 0 ? 0 : Math.round((100 * part) / whole)} %`;
const sorted = (counts: Counts): [string, number][] => Object.entries(counts).sort(([, a], [, b]) => b - a);
const list = (counts: Counts): string =>
  sorted(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
