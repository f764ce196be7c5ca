import assert from 'node:assert/strict';
import type { CaseEntry } from '../../scripts/cases/case-entry.js';
import { fixtureNamed, readCases, type CaseFixture } from '../../scripts/cases/read-cases.js';

const { entries, fixtures } = readCases(new URL('../../fixtures/', import.meta.url));

/** The cases of callbacks, and those of whole repositories. */
const numbers = [...Array(92).keys()]
  .map((index) => index + 1)
  .concat([...Array(12).keys()].map((index) => index + 134));

const find = (name: string): CaseFixture => fixtureNamed(fixtures, name)!;

describe('the catalogue of cases', () => {
  for (const number of numbers) {
    it(`shows case ${number}, runs it and has a near miss`, () => {
      const entry = entries.get(number);
      assert.ok(entry && 'shows' in entry, `case ${number} is not decided`);
      assert.ok(find(entry.shows).runs, `${entry.shows} has no scenarios`);
      checkTwin(entry);
      checkVerdict(entry);
    });
  }
});

function checkTwin({ shows, twin }: CaseEntry): void {
  if (typeof twin !== 'string') return void assert.match(twin.none, /\w{3,} \w+/);
  assert.notEqual(twin, shows);
  const fixture = find(twin);
  // Where nothing changes there is nothing to compare.
  assert.ok(fixture.runs || (fixture.input !== undefined && fixture.output === undefined), `${twin} has no scenarios`);
}

/** What stays says why, or is no site; what converts has an output. */
function checkVerdict({ verdict, shows }: CaseEntry): void {
  const { input, output, diagnostics } = find(shows);
  if (input === undefined) return;
  if (verdict === 'declined') assert.ok(output === undefined || Object.keys(diagnostics).length > 0, shows);
  else assert.ok(output !== undefined, `${shows} converts nothing`);
}
