import { addCensus, censusCounts, emptyCensus, type Census } from '../../core/index.js';
import { markdownTable } from './markdown-table.js';
import { renderAcross } from './render-across.js';
import { renderReasons } from './render-reasons.js';
import { renderRest } from './render-rest.js';
import { renderVerified } from './render-verified.js';
import { cells, columns, gone, rowsOf } from './report-rows.js';
import type { ModeResult, PackageResult } from './results.js';

const legend = `\`tests\` and \`after\` are passing tests before and after the conversion; \`sites\` are converted sites of all sites; \`legacy\` is
the census of error-first handlers, completions and runner yields (docs/census.md) before and after, and \`gone\` the
share that went; \`s\` is how long the conversion took.`;

/** The report as a Markdown page. */
export function renderMarkdown(results: readonly PackageResult[], version: string): string {
  const modes = modeNames(results);
  const sections = modes.map(
    (mode) =>
      `## ${mode}\n\n${markdownTable([...columns], rowsOf(results, mode).map(cells))}\n\n${detail(results, mode)}`,
  );
  return `${['# Corpus report', `coshift ${version}, Node ${process.version}. ${legend}`, ...sections, failures(results)].filter(Boolean).join('\n\n')}\n`;
}

/** The tables of all modes as plain text. */
export function renderTable(results: readonly PackageResult[]): string {
  return modeNames(results)
    .map((mode) => `${mode}\n${plainTable([...columns], rowsOf(results, mode).map(cells))}`)
    .join('\n\n');
}

function modeNames(results: readonly PackageResult[]): string[] {
  const names = new Set(results.flatMap(({ modes }) => modes.map(({ mode }) => mode)));
  return names.size === 0 && results.length > 0 ? ['default'] : [...names];
}

function detail(results: readonly PackageResult[], mode: string): string {
  const found = results.flatMap(({ modes }) => modes.filter((one) => one.mode === mode));
  const before = addCensus(
    results.filter(({ modes }) => modes.some((one) => one.mode === mode)).map(({ census = emptyCensus }) => census),
  );
  const after = addCensus(found.map(({ census }) => census));
  const verdicts = sorted(sum(found.map((one) => one.verdicts))).map(([verdict, sites]) => [verdict, `${sites}`]);
  const verified = renderVerified(results, mode);
  return [
    ...(verified === '' ? [] : [`### What their own tests made of it\n\n${verified}`]),
    `### Census\n\n${markdownTable(['kind', 'before', 'after', 'gone'], censusRows(before, after))}`,
    `### Converted sites by verdict\n\n${markdownTable(['verdict', 'sites'], verdicts)}`,
    `### Calls from file to file\n\nOf functions with an error-first callback in another file of the package.\n\n${renderAcross(results, mode)}`,
    `### Why sites were left\n\n${renderReasons(found)}`,
    `### What is left of the census\n\n${renderRest(found)}`,
  ].join('\n\n');
}

function censusRows(before: Census, after: Census): string[][] {
  const kinds = censusCounts.map((kind) => [
    kind,
    `${before[kind]}`,
    `${after[kind]}`,
    gone(before[kind], Math.min(after[kind], before[kind])),
  ]);
  return [...kinds, ['nesting', before.nesting.join(' '), after.nesting.join(' '), '']];
}

function failures(results: readonly PackageResult[]): string {
  const lines = results.flatMap(({ name, error, baseline, modes }) => [
    ...(error === undefined ? [] : [`- ${name}: not measured: ${oneLine(error)}`]),
    ...(baseline && baseline.exit !== 0
      ? [`- ${name}: the suite fails before any change (exit ${baseline.exit})`]
      : []),
    ...modes.filter(({ status }) => status !== 'green').map((mode) => `- ${name}, ${mode.mode}: ${describe(mode)}`),
  ]);
  return lines.length === 0 ? '' : `## What is not green\n\n${lines.join('\n')}`;
}

function describe({ status, message, changedAgain, tests }: ModeResult): string {
  const parts = [
    ...(message === undefined ? [] : [message]),
    ...(changedAgain.length > 0 ? [`a second run changes ${changedAgain.join(', ')}`] : []),
    ...(status === 'less-green' ? [tests.tail ?? `${tests.passing ?? '?'} passing`] : []),
  ];
  return `${status}: ${oneLine(parts.join('; ')).slice(-600)}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function sum(records: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const record of records)
    for (const [key, value] of Object.entries(record)) total[key] = (total[key] ?? 0) + value;
  return total;
}

function sorted(record: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(record).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}

function plainTable(head: readonly string[], rows: readonly string[][]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
