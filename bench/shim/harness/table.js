import { median, ratio } from './measure.js';

/**
 * One workload as text: nanoseconds per operation, and how many times as long as native code and as callbacks, with the
 * targets and whether they are met.
 *
 * @param {import('../workloads/index.js').Workload} workload
 * @param {Awaited<ReturnType<typeof import('./measure.js').measure>>} measured
 * @returns {string}
 */
export function table(workload, { times, failures }) {
  const rows = [...times].map(([name, own]) => {
    const target = workload.targets[name] ?? {};
    return [
      name,
      median(own).toFixed(1),
      ...['native', 'callbacks'].flatMap((base) => compare(ratio(own, times.get(base)), target[base])),
    ];
  });
  const head = ['', 'ns/op', '× native', 'target', '× callbacks', 'target'];
  const failed = [...failures].map(([name, error]) => `  ${name} FAILED: ${error}`);
  return [`${workload.id}: ${workload.title}`, ...align([head, ...rows]), ...failed, verdict(times), ''].join('\n');
}

function compare(value, target) {
  if (value === undefined) return ['', ''];
  if (target === undefined) return [value.toFixed(2), ''];
  return [value.toFixed(2), `≤ ${target} ${value <= target ? 'ok' : 'MISSED'}`];
}

/** Who of the others is faster than the fastest of the shim. */
function verdict(times) {
  const ours = [...times.keys()].filter((name) => name.startsWith('shim'));
  if (ours.length === 0) return '  nothing of the shim was measured';
  const best = Math.min(...ours.map((name) => median(times.get(name))));
  const others = ['co', 'bluebird', 'suspend', 'gen-run'].filter((name) => times.has(name));
  const ahead = others.filter((name) => median(times.get(name)) < best);
  return ahead.length === 0 ? `  ahead of ${others.join(', ')}` : `  BEHIND ${ahead.join(', ')}`;
}

/**
 * Lines with columns of equal width, the first one to the left.
 *
 * @param {string[][]} rows
 */
export function align(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] + 2) : cell.padStart(widths[column] + 2)))
        .join(''),
    )
    .map((line) => `  ${line}`.trimEnd());
}
