import assert from 'node:assert/strict';
import { shimModules } from '../support/shim-modules.js';
import { fuzzRange, seedsOf, type Failure } from './fuzz-range.js';
import { describeStatistics } from './statistics.js';

/** What a thousand programs have to show: fewer, and they prove little. */
const PROGRAMS = 1000;

/** Fewer operations of a class say nothing about their share. */
const FEW = 40;

describe('random programs', () => {
  it('behave as before when they are converted', async function () {
    this.timeout(600_000);
    const failures: Failure[] = [];
    const statistics = await fuzzRange({
      seeds: seedsOf(20, 0, PROGRAMS),
      shim: shimModules(),
      shrinkFor: 2000,
      onFailure: (failure) => void failures.push(failure),
    });
    assert.equal(statistics.programs, PROGRAMS);
    assert.deepEqual(failures.map(describeFailure), []);
    // Leaving everything would be right as well; so a share has to be converted.
    assert.ok(statistics.converted / statistics.sites > 0.7, describeStatistics(statistics));
    for (const [name, { free, freeConverted }] of Object.entries(statistics.classes))
      if (free >= FEW) assert.ok(freeConverted / free >= 0.7, `${name}: ${freeConverted} of ${free}`);
  });
});

function describeFailure({ seed, outcome }: Failure): string {
  const { verdict, plan, problem, input, output } = outcome;
  return `${verdict}: npm run fuzz -- --only ${seed} (${plan?.name ?? ''})\n${problem}\n${input}\n${output}`;
}
