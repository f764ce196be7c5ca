import assert from 'node:assert/strict';
import { TempProject } from '../support/temp-project.js';
import { fuzzInProcesses } from './fuzz-processes.js';
import { noStatistics } from './statistics.js';

/** Reports ten programs at a time; `dies` says where a process ends instead, `hangs` where it goes on for ever. */
const script = (dies: string, hangs = 'false'): string => `
  import fs from 'node:fs';
  const [from, to] = [process.argv.at(-3), process.argv.at(-1)].map(Number);
  for (let next = from; next < to; next += 10) {
    if (${dies}) process.exit(3);
    while (${hangs});
    const statistics = { ...${JSON.stringify(noStatistics())}, programs: 10, verdicts: { kept: 10 } };
    await new Promise((resolve) => process.send({ next: next + 10, statistics }, resolve));
  }
  process.disconnect();
`;

describe('random programs in several processes', () => {
  it('gives the rest of a process that died to another one', async () => {
    const project = new TempProject({
      'work.mjs': script(`next === 30 && !fs.existsSync('PLACE') && !fs.writeFileSync('PLACE', '')`),
    });
    project.write({ 'work.mjs': project.read('work.mjs').replaceAll('PLACE', project.path('died')) });
    const lost: string[] = [];
    const statistics = await fuzzInProcesses({
      script: project.path('work.mjs'),
      args: [],
      programs: 100,
      jobs: 2,
      patience: 60_000,
      onLost: ({ from, to }, reason) => lost.push(`${from} to ${to}: ${reason}`),
    });
    assert.equal(statistics.programs, 100);
    assert.deepEqual(statistics.verdicts, { kept: 100 });
    assert.deepEqual(lost, ['30 to 50: it ended with code 3']);
    project.remove();
  });

  it('counts a crash where a process dies again, and goes on behind it', async () => {
    const project = new TempProject({ 'work.mjs': script('next === 20') });
    const { programs, verdicts } = await fuzzInProcesses({
      script: project.path('work.mjs'),
      args: [],
      programs: 41,
      jobs: 1,
      patience: 60_000,
      onLost: () => undefined,
    });
    assert.equal(programs, 40);
    assert.deepEqual(verdicts, { kept: 40, crash: 1 });
    project.remove();
  });

  it('counts a crash where a process hangs, says where, and goes on behind it', async () => {
    const project = new TempProject({ 'work.mjs': script('false', 'next === 20') });
    const lost: string[] = [];
    const { programs, verdicts } = await fuzzInProcesses({
      script: project.path('work.mjs'),
      args: [],
      programs: 41,
      jobs: 1,
      patience: 10_000,
      onLost: ({ from, to }, reason) => lost.push(`${from} to ${to}: ${reason}`),
    });
    assert.equal(programs, 40);
    assert.deepEqual(verdicts, { kept: 40, crash: 1 });
    assert.deepEqual(lost, ['20 to 41: no report in 10000 ms']);
    project.remove();
  });
});
