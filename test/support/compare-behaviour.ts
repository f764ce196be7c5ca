import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { runScenario, type Scenario } from './exec/run-scenario.js';
import type { AllowedDifference, Fixture } from './fixture.js';
import { shimModules } from './shim-modules.js';

/** The scenarios of a fixture's `exec` file, by name. */
export async function loadScenarios({ folder, execName }: Fixture): Promise<Readonly<Record<string, Scenario>>> {
  if (execName === undefined) return {};
  const module = (await import(pathToFileURL(path.join(folder, execName)).href)) as {
    scenarios?: Record<string, Scenario>;
  };
  const scenarios = module.scenarios ?? {};
  if (Object.keys(scenarios).length === 0) throw new Error(`${folder}/${execName} exports no scenarios`);
  return scenarios;
}

/** The events of a scenario run against a text of the fixture's module. */
export async function traceOf(fixture: Fixture, text: string, scenario: Scenario): Promise<string[]> {
  const stubs = shimModules(fixture.expectation.options?.shimSpecifier);
  const filename = path.join(fixture.folder, fixture.inputName);
  return runScenario(scenario, { filename, text, stubs, globals: {} });
}

/**
 * Checks that both texts of a fixture leave the same events, or differ in exactly the way that is written down.
 * @param difference what `expect.json` allows for this scenario
 */
export async function compareBehaviour(
  fixture: Fixture,
  scenario: Scenario,
  difference?: AllowedDifference,
): Promise<void> {
  const before = await traceOf(fixture, fixture.input, scenario);
  const after = await traceOf(fixture, fixture.output ?? fixture.input, scenario);
  if (difference === undefined) {
    assert.deepEqual(after, before);
    return;
  }
  assert.notDeepEqual(after, before, `nothing differs: ${difference.equivalence} is no longer needed here`);
  assert.deepEqual(before, difference.before, 'the events of the input');
  assert.deepEqual(after, difference.after, 'the events of the output');
}
