/**
 * Compares the shim with native async functions, callbacks by hand, co, Bluebird, suspend and gen-run.
 *
 *     npm run bench:shim -- [workload …] [--samples N] [--json FILE]
 *
 * Workloads are `a` to `j`, `g` (memory), `stack` and `lists`; without any all are run.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { depth, linearity } from './harness/limits.js';
import { lacking } from './harness/libraries.js';
import { measure, median } from './harness/measure.js';
import { memory } from './harness/memory.js';
import { table } from './harness/table.js';
import { workloads } from './workloads/index.js';

const { values: options, positionals: wanted } = readFlags();
const known = [...workloads.map(({ id }) => id), 'g', 'stack', 'lists'];
const unknown = wanted.filter((id) => !known.includes(id));
if (unknown.length > 0) {
  console.error(`No such workload: ${unknown.join(', ')}. There are ${known.join(', ')}.`);
  process.exit(2);
}
if (!/^[1-9]\d*$/.test(options.samples)) {
  console.error(`--samples: "${options.samples}" is no whole number above 0.`);
  process.exit(2);
}
const chosen = (id) => wanted.length === 0 || wanted.includes(id);

if (lacking.size > 0) console.log(`Without what this build lacks: ${[...lacking].join(', ')}`);
console.log(`Node ${process.version}, ${options.samples} samples in turns, medians, ratios within a sample\n`);
const results = {};
for (const workload of workloads.filter(({ id }) => chosen(id))) {
  const measured = await measure(workload, { samples: Number(options.samples), warmUps: 5 });
  results[workload.id] = Object.fromEntries([...measured.times].map(([name, own]) => [name, median(own)]));
  console.log(table(workload, measured));
}
if (chosen('g')) console.log(memory());
if (chosen('stack')) console.log(await depth());
if (chosen('lists')) console.log(await linearity());
if (options.json)
  writeFileSync(options.json, `${JSON.stringify({ node: process.version, nanoseconds: results }, null, 2)}\n`);

function readFlags() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { samples: { type: 'string', default: '25' }, json: { type: 'string' } },
    });
  } catch (error) {
    console.error(error.message);
    return process.exit(2);
  }
}
