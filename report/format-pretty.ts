import { createColors } from 'picocolors';
import { findMessage, type Decision, type Diagnostic, type FileOutcome, type RunReport } from '../core/index.js';
import { decisionState, isSite, type DecisionState } from './decision-state.js';
import { formatCensus } from './format-census.js';
import type { FormatOptions } from './format-options.js';
import { formatSummary } from './format-summary.js';
import { plural } from './plural.js';
import { isShown, reasonsToShow } from './reasons-to-show.js';

type Colors = ReturnType<typeof createColors>;

/** A run for people: the census, each file with its sites, what becomes of them and why, then the summary. */
export function formatPretty(report: RunReport, options: FormatOptions = {}): string {
  const colors = createColors(options.color ?? false);
  const files = report.files.map((file) => formatFile(file, report, options, colors)).filter((text) => text !== '');
  return [formatCensus(report, options), ...files, formatSummary(report, options)]
    .filter((text) => text !== '')
    .join('\n');
}

function formatFile(file: FileOutcome, report: RunReport, { verbose = false }: FormatOptions, colors: Colors): string {
  const decisions = file.decisions.toSorted((a, b) => a.range.start - b.range.start);
  const lines = decisions.flatMap((decision) =>
    formatDecision(decision, decisionState(decision, file, report.options), verbose, colors),
  );
  const remarks = file.diagnostics
    .filter((each) => isShown(each, verbose))
    .map((each) => `  ${formatReason(each, colors)}`);
  if (lines.length + remarks.length === 0) return '';
  const mark = file.status === 'refused' || file.status === 'failed' ? ` ${colors.red(`(${file.status})`)}` : '';
  return `${[colors.bold(file.path) + mark, ...lines, ...remarks].join('\n')}\n`;
}

const labels: Readonly<Record<DecisionState, string>> = {
  applied: '',
  'needs-unsafe': 'unsafe',
  left: 'leave',
  refused: 'refused',
};

function formatDecision(decision: Decision, state: DecisionState, verbose: boolean, colors: Colors): readonly string[] {
  const paint = { applied: colors.green, 'needs-unsafe': colors.yellow, left: colors.yellow, refused: colors.red }[
    state
  ];
  const { line, column } = decision.range;
  const label = state === 'applied' ? decision.verdict : labels[state];
  const count =
    isSite(decision) && decision.operations > 0 ? colors.dim(` (${plural(decision.operations, 'operation')})`) : '';
  const head = `  ${`${line}:${column}`.padEnd(7)} ${paint(label.padEnd(10))} ${decision.title}${count}`;
  const reasons = reasonsToShow(decision, state, verbose);
  return [head, ...reasons.map((each) => `          ${formatReason(each, colors)}`)];
}

function formatReason({ code, message, range }: Diagnostic, { dim }: Colors): string {
  const name = findMessage(code)?.name ?? '';
  return `${dim(`${code} ${name}:`)} ${message}${range ? dim(` (line ${range.line})`) : ''}`;
}
