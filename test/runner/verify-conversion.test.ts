import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { conversionPlanner } from '../../runner/plan-conversion.js';
import { prepareRun } from '../../runner/prepare-run.js';
import { run } from '../../runner/run.js';
import { completeSettings } from '../../runner/run-settings.js';
import { convertedSites, type ConvertedSite } from '../../runner/verify/conversion-sites.js';
import { copyProject, readTree } from '../support/project-tree.js';

const projects = fileURLToPath(new URL('../../fixtures/projects/', import.meta.url));

/** Fails when the text of one of these sites has changed. */
function checkOf(root: string, sites: readonly ConvertedSite[]): string {
  const texts = sites.map(({ path, decision: { range } }) => ({
    path,
    text: readFileSync(join(root, path), 'utf8').slice(range.start, range.end),
  }));
  return `const fs = require('fs');
const changed = ${JSON.stringify(texts)}.filter(({ path, text }) => !fs.readFileSync(path, 'utf8').includes(text));
if (changed.length > 0) throw new Error('changed: ' + changed[0].path);
`;
}

const placeOf = ({ path, line }: { path: string; line: number }): string => `${path}:${line}`;

describe('verifying conversions of whole projects', function () {
  // Each runs a command some ten times.
  this.timeout(120_000);
  let root: string;
  let state: string;

  beforeEach(() => (state = mkdtempSync(join(tmpdir(), 'coshift-state-'))));
  afterEach(() => [root, state].forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  /** Verifies with a command that minds the conversion of the chosen sites. */
  const verify = async (name: string, choose: (sites: readonly ConvertedSite[]) => readonly ConvertedSite[]) => {
    root = copyProject(readTree(join(projects, name, 'input')));
    const settings = completeSettings({ cwd: root });
    const whole = await conversionPlanner(await prepareRun(settings), settings)();
    const chosen = choose(convertedSites(whole.outcomes, settings.options));
    writeFileSync(join(root, 'node_modules/check.cjs'), checkOf(root, chosen));
    const report = await run({
      cwd: root,
      write: true,
      allow: { noVcs: true },
      verify: { command: 'node node_modules/check.cjs' },
      system: { processes: process, stateFolders: [state] },
    });
    assert.deepEqual(
      report.files.filter(({ status }) => status === 'refused' || status === 'failed'),
      [],
    );
    for (const { path, status, before, after } of report.files)
      if (status !== 'failed') assert.equal(readFileSync(join(root, path), 'utf8'), after ?? before, path);
    const expected = chosen.map(({ path, decision }) => placeOf({ path, line: decision.range.line }));
    return { taken: report.verification!.takenBack.map(placeOf).sort(), expected: expected.sort(), report };
  };

  for (const name of ['callbacks-that-go', 'coroutines-across-files', 'engines-across-files', 'co-across-files'])
    it(`takes back what the command minds, and nothing else: ${name}`, async () => {
      const { taken, expected, report } = await verify(name, (sites) => [sites[Math.floor(sites.length / 2)]!]);
      assert.deepEqual(taken, expected);
      assert.equal(report.verification!.runs.at(-1)!.sites, report.verification!.sites - 1);
    });

  it('takes back what rests on another site rather than that one', async () => {
    const { taken, expected } = await verify('promise-forms-of-objects', (sites) =>
      sites.filter(({ decision }) => decision.title === 'pify').slice(0, 1),
    );
    assert.equal(expected.length, 1);
    assert.deepEqual(taken, expected);
  });

  it('needs to be told what it may write, and where', async () => {
    root = copyProject({ 'a.js': 'exports.a = 1;\n' });
    await assert.rejects(run({ cwd: root, verify: { command: 'true' } }), TypeError);
  });
});
