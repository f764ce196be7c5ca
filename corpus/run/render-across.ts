import { countCalls } from './calls-across-files.js';
import { markdownTable } from './markdown-table.js';
import type { PackageResult } from './results.js';

/** How calls from file to file came out, package by package, the total last. */
export function renderAcross(results: readonly PackageResult[], mode: string): string {
  const found = results.flatMap(({ name, modes }) => {
    const result = modes.find((one) => one.mode === mode);
    return result && result.across.length > 0 ? [{ name, calls: result.across }] : [];
  });
  const all = { name: 'all', calls: found.flatMap(({ calls }) => calls) };
  return markdownTable(
    ['package', 'awaited directly', 'through the shim', 'left'],
    [...found, all].map(({ name, calls }) => {
      const { awaited, shim, left } = countCalls(calls);
      return [name, `${awaited}`, `${shim}`, `${left}`];
    }),
  );
}
