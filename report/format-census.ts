import { createColors } from 'picocolors';
import { censusLabels, type RunReport } from '../core/index.js';
import { formatBars } from './format-bars.js';
import type { FormatOptions } from './format-options.js';
import { plural } from './plural.js';
import { summariseCensus, type CensusSummary, type NamedRest } from './summarise-census.js';

const SHOWN_FOLDERS = 15;
const SHOWN_REASONS = 12;
const SHOWN_PLACES = 3;

/** The census at the head of a report: nothing when none was taken or there is nothing legacy. */
export function formatCensus(report: RunReport, options: FormatOptions = {}): string {
  const census = summariseCensus(report);
  if (!census) return '';
  const beside = formatBeside(census);
  if (census.legacy.total === 0 && beside === '') return '';
  const { bold } = createColors(options.color ?? false);
  const shown = options.verbose ? Infinity : SHOWN_FOLDERS;
  const lines = [
    bold(formatHead(census)),
    ...(census.legacy.total > 0 ? [formatShares(census), ...formatBars(census.folders, shown, options)] : []),
    beside,
    ...formatRest(census.rest, sitesOf(report), options),
    census.filesFailed > 0
      ? `Not counted: ${plural(census.filesFailed, 'file')} that could not be read or parsed.`
      : '',
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

function formatHead({ legacy, before, files }: CensusSummary): string {
  if (legacy.total === 0) return 'Census: no error-first handlers, completions or runner yields.';
  const kinds = [
    before.errorFirstHandlers > 0 && plural(before.errorFirstHandlers, 'error-first handler'),
    before.completions > 0 && plural(before.completions, 'completion'),
    before.runnerYields > 0 && plural(before.runnerYields, 'runner yield'),
  ].filter(Boolean);
  const depth = before.nesting.length > 1 ? `, nested up to ${before.nesting.length} deep` : '';
  return `Census: ${legacy.total} legacy places in ${plural(files.length, 'file')}: ${kinds.join(', ')}${depth}.`;
}

function formatShares({ legacy: { total, converts, unsafe, stays } }: CensusSummary): string {
  const share = `${Math.round((100 * converts) / total)} %`;
  const more = unsafe > 0 ? `; up to ${unsafe} more with --unsafe` : '';
  return `${converts} of them would go (${share})${more}; ${stays} ${stays === 1 ? 'stays' : 'stay'}.`;
}

/** What has a place in modern code, too, or waits for another transform. */
function formatBeside({ before }: CensusSummary): string {
  const kinds = (Object.entries(censusLabels) as [keyof typeof censusLabels, string][]).filter(
    ([kind]) => before[kind] > 0,
  );
  if (kinds.length === 0) return '';
  return `Beside them: ${kinds.map(([kind, label]) => plural(before[kind], label)).join(', ')}.`;
}

function formatRest(
  rest: readonly NamedRest[],
  sites: ReadonlySet<string>,
  { verbose, color }: FormatOptions,
): readonly string[] {
  const rows = mergeByReason(rest, sites);
  if (rows.length === 0) return [];
  const { dim } = createColors(color ?? false);
  const shown = verbose ? rows : rows.slice(0, SHOWN_REASONS);
  const width = String(rows[0]!.units).length;
  const more = rows.slice(shown.length);
  return [
    'What holds the rest:',
    ...shown.map(
      ({ reason, units, places }) =>
        `  ${String(units).padStart(width)}  ${reason}${dim(formatPlaces(places, verbose ? Infinity : SHOWN_PLACES))}`,
    ),
    ...(more.length > 0
      ? [
          dim(
            `  ${more.reduce((sum, { units }) => sum + units, 0)} in ${plural(more.length, 'smaller group')}; -v shows them`,
          ),
        ]
      : []),
  ];
}

/** The codes for which the sites of each file are listed. */
function sitesOf({ files }: RunReport): ReadonlySet<string> {
  const codes = files.flatMap(({ path, decisions }) =>
    decisions.flatMap(({ reasons }) => reasons.map(({ code }) => `${path} ${code}`)),
  );
  return new Set(codes);
}

interface Row {
  readonly reason: string;
  readonly units: number;
  /** Places of what no site of the report names. */
  readonly places: readonly Place[];
}

interface Place {
  readonly path: string;
  readonly line: number;
}

/** A detached block is held by what holds the function around it. */
function mergeByReason(rest: readonly NamedRest[], sites: ReadonlySet<string>): readonly Row[] {
  const groups = new Map<string, Row>();
  for (const each of rest) {
    const reason = reasonOf(each);
    const { units, places } = groups.get(reason) ?? { units: 0, places: [] };
    groups.set(reason, { reason, units: units + each.units, places: [...places, ...placesOf(each, sites)] });
  }
  return [...groups.values()].sort((a, b) => b.units - a.units);
}

function placesOf({ code, files }: NamedRest, sites: ReadonlySet<string>): readonly Place[] {
  const unnamed = files.filter(({ path }) => !sites.has(`${path} ${code}`));
  return unnamed.flatMap(({ path, lines }) => [...new Set(lines)].map((line) => ({ path, line })));
}

/** `: lib/a.js:3, 7, lib/b.js:1, 2 more`. */
function formatPlaces(places: readonly Place[], limit: number): string {
  if (places.length === 0) return '';
  const sorted = places.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line));
  const named = sorted
    .slice(0, limit)
    .map(({ path, line }, index) => (path === sorted[index - 1]?.path ? `${line}` : `${path}:${line}`));
  const others = sorted.length > limit ? [`${sorted.length - limit} more`] : [];
  return `: ${[...named, ...others].join(', ')}`;
}

function reasonOf({ place, code, name = '', unsafe }: NamedRest): string {
  if (code !== undefined) return `${code} ${name}${unsafe ? ' (unless --unsafe)' : ''}`;
  return place === 'refused' ? 'in a file whose conversion was refused' : 'no reason known';
}
