import path from 'node:path';
import { parseArgs } from 'node:util';
import { fuzzRange, seedsOf, type Failure } from '../test/fuzz/fuzz-range.js';
import { fuzzInProcesses, type Progress, type Slice } from '../test/fuzz/fuzz-processes.js';
import { saveFixture } from '../test/fuzz/save-fixture.js';
import { describeStatistics, mergeStatistics, noStatistics, type Statistics } from '../test/fuzz/statistics.js';
import { shimModules } from '../test/support/shim-modules.js';

const usage = `npm run fuzz -- [options]

  --programs N   how many programs (default 1000)
  --seed S       which ones (default 1)
  --jobs K       processes (default 1)
  --only SEED    the one program that a failure names
  --shrink MS    time for making a failing program smaller (default 4000)
  --save FOLDER  writes each failing program as a fixture below FOLDER
  --reordered    names programs that are kept by E3 alone
  --json         prints the figures as JSON
`;

const values = readFlags();

const parallel = {
  script: import.meta.filename,
  args: process.argv.slice(2),
  // Far more than the slowest program takes: loading, converting, running it under its plans, making it smaller.
  patience: 120_000 + Number(values.shrink),
  onLost: ({ from, to }: Slice, reason: string) => {
    const [seed] = seedsOf(Number(values.seed), from, from + 1);
    process.stderr.write(`\n=== crash: --only ${seed} (programs ${from} to ${to - 1} were left: ${reason})\n`);
  },
};

if (values.help) process.stdout.write(usage);
else if (values.from !== undefined && values.to !== undefined) await runPart(Number(values.from), Number(values.to));
else await runAll();

/** Ends with code 2 where the command line is wrong: what is misspelt must not test other programs than those asked for. */
function readFlags() {
  try {
    const { values: flags } = parseArgs({
      options: {
        programs: { type: 'string', default: '1000' },
        seed: { type: 'string', default: '1' },
        jobs: { type: 'string', default: '1' },
        only: { type: 'string' },
        shrink: { type: 'string', default: '4000' },
        save: { type: 'string' },
        reordered: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        from: { type: 'string' },
        to: { type: 'string' },
      },
    });
    for (const name of ['programs', 'seed', 'jobs', 'only', 'shrink'] as const) {
      const least = name === 'programs' || name === 'jobs' ? 1 : 0;
      const value = flags[name] ?? '1';
      if (!/^\d+$/.test(value) || Number(value) < least)
        throw new Error(`--${name}: "${value}" is no whole number from ${least} on`);
    }
    return flags;
  } catch (error) {
    process.stderr.write(`fuzz: ${(error as Error).message}\n\n${usage}`);
    return process.exit(2);
  }
}

/** One process' share; what each program came to goes to the parent. */
async function runPart(from: number, to: number): Promise<void> {
  const shim = shimModules();
  let next = from;
  for (const seed of seedsOf(Number(values.seed), from, to)) {
    const statistics = await fuzz([seed], shim);
    const progress: Progress = { next: ++next, statistics };
    // Without its parent a process has nobody to work for.
    await new Promise<void>((resolve) =>
      process.send!(progress, (error: unknown) => (error ? process.exit(1) : resolve())),
    );
  }
  if (process.connected) process.disconnect();
}

async function runAll(): Promise<void> {
  const programs = Number(values.programs);
  const jobs = Number(values.jobs);
  const statistics = noStatistics();
  if (values.only !== undefined) mergeStatistics(statistics, await fuzz([Number(values.only)]));
  else if (jobs === 1) mergeStatistics(statistics, await fuzz(seedsOf(Number(values.seed), 0, programs)));
  else mergeStatistics(statistics, await fuzzInProcesses({ ...parallel, programs, jobs }));
  process.stdout.write(`${values.json ? JSON.stringify(statistics) : describeStatistics(statistics)}\n`);
  const { mismatch = 0, refused = 0, crash = 0, invalid = 0 } = statistics.verdicts;
  if (mismatch + refused + crash + invalid > 0) process.exitCode = 1;
}

function fuzz(seeds: Iterable<number>, shim = shimModules()): Promise<Statistics> {
  return fuzzRange({
    seeds,
    shim,
    shrinkFor: Number(values.shrink),
    onFailure: (failure) => report(failure, shim),
    onReordered,
  });
}

function onReordered(seed: number): void {
  if (values.reordered) process.stderr.write(`\n=== reordered: --only ${seed}\n`);
}

async function report({ seed, outcome }: Failure, shim: Record<string, unknown>): Promise<void> {
  const { verdict, plan, problem, input, output } = outcome;
  const head = `${verdict}: --only ${seed}${plan ? ` (${plan.name})` : ''}\n${problem}`;
  process.stderr.write(`\n=== ${head}\n--- before\n${input}--- after\n${output}\n`);
  if (values.save !== undefined) await saveFixture(path.join(values.save, `${verdict}-${seed}`), outcome, shim);
}
