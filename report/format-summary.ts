import { createColors } from 'picocolors';
import { findMessage, type RunReport } from '../core/index.js';
import type { FormatOptions } from './format-options.js';
import { formatGroups } from './format-groups.js';
import { formatDiagnostic } from './format-problems.js';
import { formatShim } from './format-shim.js';
import { formatVerification } from './format-verification.js';
import { plural } from './plural.js';
import { summarise, type Summary } from './summarise.js';

/** The numbers of a run, why sites were left, and what to do next. */
export function formatSummary(report: RunReport, options: FormatOptions = {}): string {
  const { bold, dim } = createColors(options.color ?? false);
  if (report.files.length === 0 && report.diagnostics.length > 0) return '';
  const summary = summarise(report);
  const lines = [bold(formatTotals(summary, report.written)), ...formatReasons(summary)];
  if (options.command === 'check') lines.push(...formatFolders(summary));
  if (options.command === 'check' && report.groups)
    lines.push(...formatGroups(report.groups, options.verbose ?? false));
  if (options.command === 'check') lines.push(...formatShim(report, options.verbose ?? false));
  if (report.verification) lines.push(...formatVerification(report.verification));
  lines.push(...formatRemarks(report, options));
  return [...lines, ...nextSteps(report, summary, options).map((step) => dim(step)), ''].join('\n');
}

function formatTotals({ files, sites, operations, manifests }: Summary, written: boolean): string {
  const found = `${plural(sites.applied, 'site')} (${plural(operations, 'operation')})`;
  const nothing = files.refused + files.failed > 0 ? 'Nothing converted' : 'Nothing to convert';
  const changed =
    sites.applied > 0
      ? `${written ? 'Converted' : 'Would convert'} ${found} in ${plural(files.changed - manifests, 'file')}`
      : nothing;
  const rest = [
    manifests > 0 && `the shim added to ${plural(manifests, 'package.json file')}`,
    sites.left > 0 && `${sites.left} left`,
    sites['needs-unsafe'] > 0 && `${sites['needs-unsafe']} need${sites['needs-unsafe'] === 1 ? 's' : ''} --unsafe`,
    files.refused > 0 && `${plural(files.refused, 'file')} refused`,
    files.failed > 0 && `${plural(files.failed, 'file')} failed`,
  ].filter(Boolean);
  return `${[changed, ...rest].join('; ')}.`;
}

/** What is said about packages; errors have lines of their own elsewhere. */
function formatRemarks({ diagnostics }: RunReport, options: FormatOptions): readonly string[] {
  return diagnostics
    .filter(({ severity }) => severity === 'warning' || (severity === 'note' && options.verbose))
    .map((diagnostic) => formatDiagnostic(diagnostic, options));
}

function formatReasons({ reasons }: Summary): readonly string[] {
  if (reasons.length === 0) return [];
  const width = String(reasons[0]!.sites).length;
  const rows = reasons.map(
    ({ code, sites }) => `  ${String(sites).padStart(width)}  ${code} ${findMessage(code)?.name ?? ''}`,
  );
  return ['Why sites were not converted:', ...rows];
}

function formatFolders({ folders }: Summary): readonly string[] {
  if (folders.length < 2) return [];
  const width = Math.max(...folders.map(({ folder }) => folder.length));
  const rows = folders.map(({ folder, sites }) => {
    const parts = [
      `${sites.applied} convert`,
      `${sites.left} left`,
      `${sites['needs-unsafe']} unsafe`,
      sites.refused > 0 ? `${sites.refused} refused` : '',
    ];
    return `  ${folder.padEnd(width)}  ${parts.filter(Boolean).join(', ')}`;
  });
  return ['By folder:', ...rows];
}

function nextSteps(
  { written, interrupted, verification }: RunReport,
  { files: counts, reasons, manifests }: Summary,
  { command }: FormatOptions,
): readonly string[] {
  const steps: string[] = [];
  if (interrupted && verification) steps.push('Interrupted: nothing written, every file is as it was.');
  else if (interrupted) steps.push('Interrupted: the files that are not named were not handled.');
  if (reasons[0]) steps.push(`"coshift explain ${reasons[0].code}" says what a code means.`);
  if (!written && !verification && counts.changed > 0) {
    if (command === 'check') steps.push('Nothing written; "coshift convert" prints the diff.');
    if (command === 'convert') steps.push('Nothing written; run again with --write to apply.');
  }
  if (written && manifests > 0)
    steps.push("Run your package manager's install command: the shim was added to the dependencies.");
  return steps;
}
