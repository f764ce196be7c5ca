import type { Decision } from '../../core/index.js';
import type { Outcome, Verdict } from './check-program.js';
import type { Source } from './render/render-program.js';

type Counts = Record<string, number>;

/** How many operations of a class there were, and how many are awaited now. */
export interface ClassCount {
  sites: number;
  converted: number;
  /** Those of `converted` that stand in an async block of their own, because nobody waits for the function around. */
  detached: number;
  /** Those in functions without a known obstacle, and how many of them are awaited. */
  free: number;
  freeConverted: number;
}

/** The figures of a run. Plain data, so that processes can hand it over. */
export interface Statistics extends ClassCount {
  programs: number;
  /** Programs in which events of one call came in another order at one time, as E3 allows. */
  reordered: number;
  readonly verdicts: Partial<Record<Verdict, number>>;
  /** Decisions by verdict. */
  readonly decisions: Counts;
  /** Diagnostics by name. */
  readonly declined: Counts;
  /** Operations in functions with an obstacle, by obstacle. */
  readonly obstacles: Counts;
  readonly classes: Record<string, ClassCount>;
}

export const noStatistics = (): Statistics => ({
  programs: 0,
  reordered: 0,
  verdicts: {},
  ...noCount(),
  decisions: {},
  declined: {},
  obstacles: {},
  classes: {},
});

/** Adds what one program came to. */
export function countOutcome(
  statistics: Statistics,
  { verdict, source, decisions, diagnostics, reordered }: Outcome,
): void {
  statistics.programs += 1;
  if (reordered) statistics.reordered += 1;
  statistics.verdicts[verdict] = (statistics.verdicts[verdict] ?? 0) + 1;
  for (const [name, count] of Object.entries(diagnostics)) add(statistics.declined, name, count);
  for (const decision of decisions) add(statistics.decisions, decision.verdict, 1);
  for (const { key, tags, obstacles } of source.sites) {
    for (const name of obstacles) add(statistics.obstacles, name, 1);
    const site = verdict === 'kept' ? verdictAt(decisions, placeOf(source, key)) : 'leave';
    for (const count of [statistics, ...tags.map((tag) => (statistics.classes[tag] ??= noCount()))]) {
      count.sites += 1;
      if (site !== 'leave') count.converted += 1;
      if (site === 'detach') count.detached += 1;
      if (obstacles.size === 0) count.free += 1;
      if (obstacles.size === 0 && site !== 'leave') count.freeConverted += 1;
    }
  }
}

const noCount = (): ClassCount => ({ sites: 0, converted: 0, detached: 0, free: 0, freeConverted: 0 });

interface SitePlace {
  readonly inLib: boolean;
  readonly offset: number;
}

function placeOf({ text, lib }: Source, key: string): SitePlace {
  const offset = text.indexOf(`'${key}'`);
  return offset < 0 && lib ? { inLib: true, offset: lib.indexOf(`'${key}'`) } : { inLib: false, offset };
}

/** What the innermost decision about a place of the source is. */
function verdictAt(decisions: readonly Decision[], { inLib, offset }: SitePlace): Decision['verdict'] {
  const around = decisions.filter(
    ({ path, range }) => (path === 'lib.js') === inLib && range.start <= offset && offset < range.end,
  );
  const [innermost] = around.sort((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start));
  return innermost?.verdict ?? 'leave';
}

function add(counts: Counts, name: string, count: number): void {
  counts[name] = (counts[name] ?? 0) + count;
}

/** Adds the figures of another run. */
export function mergeStatistics(into: Statistics, other: Statistics): void {
  into.programs += other.programs;
  into.reordered += other.reordered;
  addCount(into, other);
  for (const key of ['verdicts', 'decisions', 'declined', 'obstacles'] as const) {
    for (const [name, count] of Object.entries(other[key])) add(into[key], name, count);
  }
  for (const [name, count] of Object.entries(other.classes)) addCount((into.classes[name] ??= noCount()), count);
}

function addCount(into: ClassCount, { sites, converted, detached, free, freeConverted }: ClassCount): void {
  into.free += free;
  into.freeConverted += freeConverted;
  into.sites += sites;
  into.converted += converted;
  into.detached += detached;
}

/** The figures as text. */
export function describeStatistics(statistics: Statistics): string {
  const { programs, reordered, verdicts, sites, converted, detached, free, freeConverted } = statistics;
  const { decisions, declined, obstacles, classes } = statistics;
  return [
    `${programs} programs: ${list(verdicts)}; ${reordered} kept by E3 alone`,
    `${sites} operations, ${percent(converted, sites)} converted, ${percent(detached, sites)} in a block of their own`,
    `${free} in functions without an obstacle, ${percent(freeConverted, free)} converted`,
    `decisions: ${list(decisions)}`,
    '',
    'left, by reason:',
    ...sorted(declined).map(([name, count]) => `  ${String(count).padStart(6)}  ${name}`),
    '',
    'operations in functions with an obstacle:',
    ...sorted(obstacles).map(([name, count]) => `  ${String(count).padStart(6)}  ${name}`),
    '',
    'operations by class:              sites  converted  of these detached    without obstacle  converted',
    ...Object.entries(classes)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, count]) => describeClass(name, count)),
  ].join('\n');
}

function describeClass(name: string, { sites, converted, detached, free, freeConverted }: ClassCount): string {
  const cells = [
    String(sites).padStart(6),
    percent(converted, sites).padStart(11),
    percent(detached, sites).padStart(19),
    String(free).padStart(20),
    percent(freeConverted, free).padStart(11),
  ];
  return `  ${name.padEnd(31)}${cells.join('')}`;
}

const percent = (part: number, whole: number): string => `${whole === 0 ? 0 : Math.round((100 * part) / whole)} %`;
const sorted = (counts: Counts): [string, number][] => Object.entries(counts).sort(([, a], [, b]) => b - a);
const list = (counts: Counts): string =>
  sorted(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
