import { addCensus, emptyCensus, legacyTotal, type Census } from '../../core/index.js';
import type { ModeResult, PackageResult } from './results.js';

/** One line of the report: a package in one mode, or the totals of a mode. */
export interface ReportRow {
  readonly name: string;
  readonly status: string;
  readonly testsBefore: string;
  readonly testsAfter: string;
  readonly sites: string;
  readonly before: number;
  readonly after: number;
  readonly lines: string;
  readonly seconds: number;
}

export const columns = [
  'package',
  'status',
  'tests',
  'after',
  'sites',
  'legacy',
  'after',
  'gone',
  'lines',
  's',
] as const;

/** The rows of one mode, the totals last. Packages that were not converted in that mode are left out. */
export function rowsOf(results: readonly PackageResult[], mode: string): ReportRow[] {
  const rows = results.flatMap((result) => rowOf(result, mode) ?? []);
  return rows.length === 0 ? [] : [...rows, totalsOf(results, mode)];
}

export function cells(row: ReportRow): string[] {
  const { name, status, testsBefore, testsAfter, sites, before, after, lines, seconds } = row;
  return [
    name,
    status,
    testsBefore,
    testsAfter,
    sites,
    `${before}`,
    `${after}`,
    gone(before, after),
    lines,
    `${seconds}`,
  ];
}

/** The share of the census that a conversion removed. */
export function gone(before: number, after: number): string {
  return before === 0 ? '-' : `${Math.round((100 * (before - after)) / before)} %`;
}

function rowOf(result: PackageResult, mode: string): ReportRow | undefined {
  const { name, version, error, census, baseline } = result;
  const label = `${name} ${version}`;
  const found = result.modes.find((one) => one.mode === mode);
  if (error !== undefined) {
    return {
      name: label,
      status: 'not measured',
      testsBefore: '-',
      testsAfter: '-',
      sites: '-',
      before: 0,
      after: 0,
      lines: '-',
      seconds: result.seconds,
    };
  }
  if (!found || !baseline || !census) return undefined;
  return {
    name: label,
    status: found.status,
    testsBefore: testText(baseline),
    testsAfter: testText(found.tests),
    sites: sitesText(found),
    before: legacyTotal(census),
    after: legacyTotal(found.census),
    lines: `+${found.linesAdded} -${found.linesRemoved}`,
    seconds: found.seconds,
  };
}

function totalsOf(results: readonly PackageResult[], mode: string): ReportRow {
  const pairs = pairsOf(results, mode);
  const sum = (value: (one: ModeResult) => number): number =>
    pairs.reduce((total, { found }) => total + value(found), 0);
  const green = pairs.filter(({ found }) => found.status === 'green').length;
  const applied = sum(({ sites }) => sites['applied'] ?? 0);
  return {
    name: 'all',
    status: `${green} of ${pairs.length} green`,
    testsBefore: '',
    testsAfter: '',
    sites: `${applied}/${sum(({ sites }) => Object.values(sites).reduce((total, one) => total + one, 0))}`,
    before: legacyTotal(addCensus(pairs.map(({ census }) => census))),
    after: legacyTotal(addCensus(pairs.map(({ found }) => found.census))),
    lines: `+${sum((one) => one.linesAdded)} -${sum((one) => one.linesRemoved)}`,
    seconds: Math.round(sum((one) => one.seconds) * 10) / 10,
  };
}

function pairsOf(results: readonly PackageResult[], mode: string): { census: Census; found: ModeResult }[] {
  return results.flatMap(({ census = emptyCensus, modes }) => {
    const found = modes.find((one) => one.mode === mode);
    return found ? [{ census, found }] : [];
  });
}

function testText({ passing, failing, exit }: { passing?: number; failing?: number; exit: number }): string {
  const failed = failing ? ` (${failing} fail)` : '';
  return `${passing ?? '?'}${failed}${exit === 0 ? '' : ` exit ${exit}`}`;
}

/** Applied sites of all sites. */
function sitesText({ sites }: ModeResult): string {
  const all = Object.values(sites).reduce((sum, count) => sum + count, 0);
  return `${sites['applied'] ?? 0}/${all}`;
}
