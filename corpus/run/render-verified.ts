import type { PackageResult } from './results.js';
import { markdownTable } from './markdown-table.js';

/** What the tests of the packages made of their conversions, in the mode that asks them; empty in any other. */
export function renderVerified(results: readonly PackageResult[], mode: string): string {
  const rows = results.flatMap(({ name, modes }) => {
    const verification = modes.find((one) => one.mode === mode)?.verification;
    if (!verification) return [];
    const { outcome, runs, takenBack } = verification;
    const places = takenBack.map(({ path, line, title, detail }) => `${path}:${line} ${title}: ${detail}`);
    return [[name, outcome, `${runs.length}`, `${takenBack.length}`, places.join('; ').replaceAll('|', '\\|')]];
  });
  return rows.length === 0 ? '' : markdownTable(['package', 'outcome', 'runs', 'taken back', 'where, and why'], rows);
}
