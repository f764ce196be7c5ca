import { createColors } from 'picocolors';
import type { Diagnostic, RunReport } from '../core/index.js';
import type { FormatOptions } from './format-options.js';

/** Every error of a run, one line each: where, what, and what to do. */
export function formatProblems({ diagnostics, files }: RunReport, options: FormatOptions = {}): string {
  return formatErrors([...diagnostics, ...files.flatMap((file) => file.diagnostics)], options);
}

/** The errors among findings, one line each. */
export function formatErrors(diagnostics: readonly Diagnostic[], options: FormatOptions = {}): string {
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map((diagnostic) => `${formatDiagnostic(diagnostic, options)}\n`)
    .join('');
}

/** One line: `src/a.js:3:7: error CS7001 does not parse: …`. */
export function formatDiagnostic(
  { code, severity, message, path, range }: Diagnostic,
  { color = false }: FormatOptions = {},
): string {
  const { red, yellow, dim } = createColors(color);
  const paint = severity === 'error' ? red : severity === 'warning' ? yellow : dim;
  const place = [path, range?.line, range?.column].filter((part) => part !== undefined && part !== '').join(':');
  return `${place === '' ? 'coshift' : place}: ${paint(severity)} ${code} ${message}`;
}
