import type { RunReport } from '../core/index.js';
import { plural } from './plural.js';
import { summariseShim } from './summarise-shim.js';

/** How many files of a construct are named without `verbose`. */
const SHOWN = 3;

/** What still holds the shim when the run is applied, by construct and file; nothing when nothing does. */
export function formatShim(report: RunReport, verbose: boolean): readonly string[] {
  const holders = summariseShim(report);
  if (holders.length === 0) return [];
  const width = Math.max(...holders.map(({ construct }) => construct.length));
  const limit = verbose ? Infinity : SHOWN;
  const rows = holders.map(({ construct, uses, files }) => {
    const named = files.slice(0, limit).map(({ path, line }) => `${path}:${line}`);
    const others = files.length > limit ? [`${files.length - limit} more`] : [];
    return `  ${construct.padEnd(width)}  ${plural(uses, 'use')} in ${plural(files.length, 'file')}: ${[...named, ...others].join(', ')}`;
  });
  return [`What holds ${report.options.shimSpecifier} then:`, ...rows];
}
