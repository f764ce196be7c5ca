import fs from 'node:fs';
import path from 'node:path';
import { convertFixture, resultText, tallyVerdicts } from './check-conversion.js';
import { loadScenarios, traceOf } from './compare-behaviour.js';
import type { Fixture } from './fixture.js';
import { writeExpectation } from './read-expectation.js';
import { tallyDiagnostics } from './tally-diagnostics.js';

/**
 * Writes what the conversion gives now into a fixture: its output (removed when nothing changes), its diagnostics, its
 * verdicts if it names any, and the events of the differences it already allows. Never allows a new difference.
 * @returns the fixture as it is on disk afterwards
 */
export async function updateFixture(fixture: Fixture): Promise<Fixture> {
  const outcome = convertFixture(fixture, fixture.input);
  const text = resultText(outcome, fixture.input);
  const outputFile = path.join(fixture.folder, fixture.outputName);
  const output = text === fixture.input ? undefined : text;
  if (output === undefined) fs.rmSync(outputFile, { force: true });
  else fs.writeFileSync(outputFile, output);
  const expectation = { ...fixture.expectation, diagnostics: tallyDiagnostics(outcome) };
  if (expectation.decisions) expectation.decisions = tallyVerdicts(outcome);
  const updated = { ...fixture, output, expectation };
  await updateDifferences(updated);
  writeExpectation(path.join(fixture.folder, 'expect.json'), expectation);
  return updated;
}

async function updateDifferences(fixture: Fixture): Promise<void> {
  const scenarios = await loadScenarios(fixture);
  for (const difference of fixture.expectation.differences ?? []) {
    const scenario = scenarios[difference.scenario];
    if (scenario === undefined) continue;
    difference.before = await traceOf(fixture, fixture.input, scenario);
    difference.after = await traceOf(fixture, fixture.output ?? fixture.input, scenario);
  }
}
