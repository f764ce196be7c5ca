/**
 * Plans a generated workspace, without a cache and with one: at first, again, and after one file has changed. Each run is a
 * process of its own; what it takes to load coshift is not counted.
 *
 *     npm run bench:plan                       ten packages of 150 files
 *     npm run bench:plan -- 3 50               three of 50
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateWorkspace } from './generate-workspace.js';
import type { Measured } from './measure.js';

const sizes = process.argv.slice(2);
if (sizes.length > 2 || !sizes.every((size) => /^[1-9]\d*$/.test(size))) {
  console.error(`bench:plan: give the numbers of packages and of files in each, not "${sizes.join(' ')}"`);
  process.exit(2);
}
const [packages = 10, files = 150] = sizes.map(Number) as [number?, number?];
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'coshift-bench-plan-'));
try {
  const count = generateWorkspace(root, { packages, files });
  const plain = await measure(`${packages} packages, ${count} files`, 'no cache');
  await measure('first with a cache', 'cache', plain);
  await measure('again', 'cache', plain);
  const changed = path.join(root, `packages/p${packages - 1}/lib/m${Math.min(5, files - 1)}.js`);
  fs.appendFileSync(changed, '\nexports.more = function (cb) { exports.load(__filename, cb); };\n');
  await measure('after one change', 'cache', plain);
  await measure('the same without a cache', 'no cache', plain);
} finally {
  fs.rmSync(root, { recursive: true, force: true });
}

async function measure(label: string, cache: 'cache' | 'no cache', plain?: Measured): Promise<Measured> {
  const child = fork(fileURLToPath(new URL('measure.ts', import.meta.url)), [root, cache]);
  const [[measured]] = (await Promise.all([once(child, 'message'), once(child, 'exit')])) as unknown as [[Measured]];
  const { wall, processor, memory, result } = measured;
  const share = plain ? `${((100 * processor) / plain.processor).toFixed(1)} % of the first` : '';
  const line = [label, `${wall.toFixed(1)} s`, `${processor.toFixed(1)} s of processor`, share, `${memory} MB`, result];
  console.log(line.filter((part) => part !== '').join(' | '));
  return measured;
}
