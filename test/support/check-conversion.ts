import assert from 'node:assert/strict';
import type { FileOutcome } from '../../core/index.js';
import { convertText, type ConvertedText } from './convert-text.js';
import type { Fixture } from './fixture.js';
import { tallyDiagnostics } from './tally-diagnostics.js';

/** Converts a text of the fixture as its `expect.json` says. */
export function convertFixture(fixture: Fixture, text: string): ConvertedText {
  const { options, ...others } = fixture.expectation;
  return convertText(fixture.inputName, text, { transforms: [fixture.transform], ...options }, others);
}

/** The text that a conversion leaves behind. A refused or failed file is an error: the fixture's text must get through. */
export function resultText(outcome: ConvertedText, original: string): string {
  const findings = outcome.diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n');
  assert.ok(
    outcome.status === 'changed' || outcome.status === 'unchanged',
    `${outcome.status}:\n${findings}\n${outcome.printed}`,
  );
  return outcome.after ?? original;
}

export function checkOutput(fixture: Fixture): void {
  const text = resultText(convertFixture(fixture, fixture.input), fixture.input);
  assert.equal(text, fixture.output ?? fixture.input);
}

export function checkFindings(fixture: Fixture): void {
  const outcome = convertFixture(fixture, fixture.input);
  const { diagnostics, decisions } = fixture.expectation;
  assert.deepEqual(tallyDiagnostics(outcome), sortKeys(diagnostics));
  if (decisions) assert.deepEqual(tallyVerdicts(outcome), sortKeys(decisions));
}

export function checkIdempotence(fixture: Fixture): void {
  const text = fixture.output ?? fixture.input;
  assert.equal(resultText(convertFixture(fixture, text), text), text);
}

/** Checks that changing the input's line ends or first bytes changes the output alike and nothing else. */
export function checkVariant(fixture: Fixture, variant: (text: string) => string): void {
  const text = variant(fixture.input);
  assert.equal(resultText(convertFixture(fixture, text), text), variant(fixture.output ?? fixture.input));
}

export const withCrlf = (text: string): string => text.replace(/\r?\n/g, '\r\n');
export const withBom = (text: string): string => (text.startsWith('\uFEFF') ? text : `\uFEFF${text}`);

export function tallyVerdicts({ decisions }: FileOutcome): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { verdict } of decisions) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return sortKeys(counts);
}

function sortKeys(record: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
