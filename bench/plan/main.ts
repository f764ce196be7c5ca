/**
 * Plans a generated workspace, and again after one file has changed.
 *
 *     npm run bench:plan                       ten packages of 150 files
 *     npm run bench:plan -- 3 50               three of 50
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from '../../runner/run.js';
import { generateWorkspace } from './generate-workspace.js';

const [packages = 10, files = 150] = process.argv.slice(2).map(Number);
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'coshift-bench-plan-'));
try {
  const count = generateWorkspace(root, { packages, files });
  await measure(`${packages} packages, ${count} files`);
  const changed = path.join(root, `packages/p${packages - 1}/lib/m5.js`);
  fs.appendFileSync(changed, '\nexports.more = function (cb) { exports.load(__filename, cb); };\n');
  await measure('again after one change');
} finally {
  fs.rmSync(root, { recursive: true, force: true });
}

async function measure(label: string): Promise<void> {
  const start = process.cpuUsage();
  const wall = performance.now();
  const { files: outcomes, groups } = await run({ cwd: root });
  const { user, system } = process.cpuUsage(start);
  const decisions = outcomes.flatMap(({ decisions: list }) => list);
  const converted = decisions.filter(({ verdict }) => verdict !== 'leave').length;
  const refused = outcomes.filter(({ status }) => status === 'refused' || status === 'failed').length;
  console.log(
    [
      label,
      `${((performance.now() - wall) / 1000).toFixed(1)} s`,
      `${((user + system) / 1e6).toFixed(1)} s of processor`,
      `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
      `${converted} sites, ${groups?.applied.flatMap((one) => one.functions).length ?? 0} callbacks gone, ${refused} files refused`,
    ].join(' | '),
  );
}
