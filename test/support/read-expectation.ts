import fs from 'node:fs';
import type { FixtureExpectation } from './fixture.js';

const knownKeys = new Set([
  'title',
  'cases',
  'diagnostics',
  'decisions',
  'options',
  'patched',
  'dependencies',
  'differences',
]);

/**
 * Reads an `expect.json`.
 * @throws when it is missing, is no JSON, lacks a title or cases, or has a key that nobody reads
 */
export function readExpectation(file: string): FixtureExpectation {
  const value = JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<FixtureExpectation>;
  for (const key of Object.keys(value)) if (!knownKeys.has(key)) throw new Error(`${file}: unknown key "${key}"`);
  if (typeof value.title !== 'string' || value.title === '') throw new Error(`${file}: "title" must say what is shown`);
  if (!Array.isArray(value.cases)) throw new Error(`${file}: "cases" must be a list of case numbers`);
  for (const difference of value.differences ?? []) {
    if (!/^E(?:[1-9]|1\d)$/.test(difference.equivalence))
      throw new Error(`${file}: no equivalence "${difference.equivalence}"`);
    if (!difference.reason || !difference.scenario)
      throw new Error(`${file}: a difference needs a scenario and a reason`);
  }
  return { ...value, title: value.title, cases: value.cases, diagnostics: value.diagnostics ?? {} };
}

/** Writes an expectation back, with one line per entry where that stays readable. */
export function writeExpectation(file: string, expectation: FixtureExpectation): void {
  const short = JSON.stringify(expectation, null, 2).replace(
    /\[\n\s+([\d,\s]+?)\n\s+\]/g,
    (_, list: string) => `[${list.split(/,\s*/).join(', ')}]`,
  );
  fs.writeFileSync(file, `${short}\n`);
}
