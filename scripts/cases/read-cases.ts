import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { readEntry, type CaseEntry } from './case-entry.js';

/** What a fixture shows, as far as the page of cases tells. */
export interface CaseFixture {
  readonly transform: string;
  readonly name: string;
  readonly title: string;
  /** Numbers of the cases, ascending. */
  readonly cases: readonly number[];
  /** How often each diagnostic is given, by name; of a project the sites that stay: `lib/a.js:3 handler-shared`. */
  readonly diagnostics: Readonly<Record<string, number>>;
  readonly differences: readonly { readonly equivalence: string; readonly reason: string }[];
  /** For code fences: `js`, `ts`, … */
  readonly language: string;
  /** Missing for a project, which has many files. */
  readonly input: string | undefined;
  /** Missing when the input stays. */
  readonly output: string | undefined;
  /** True when scenarios, or the test of a project, run against input and output. */
  readonly runs: boolean;
}

/** The catalogue of cases with the fixtures that show them. */
export interface Cases {
  readonly entries: ReadonlyMap<number, CaseEntry | { readonly title: string }>;
  readonly fixtures: readonly CaseFixture[];
}

/**
 * Reads the fixtures of all transforms, and the projects.
 *
 * @param folder `fixtures/`, ending with a slash
 * @throws when a fixture names a case that is not in `cases.json`, or a case a fixture that does not exist or show it
 */
export function readCases(folder: URL): Cases {
  const listed = readJson(new URL('cases.json', folder)) as Record<string, unknown>;
  const entries = new Map(Object.entries(listed).map(([key, value]) => [Number(key), readEntry(Number(key), value)]));
  const fixtures = foldersIn(folder).flatMap((transform) => {
    const own = new URL(`${transform}/`, folder);
    return foldersIn(own).map((name) => readFixture(transform, name, new URL(`${name}/`, own)));
  });
  for (const { name, cases } of fixtures) {
    const unknown = cases.find((number) => !entries.has(number));
    if (unknown !== undefined) throw new Error(`fixture ${name}: case ${unknown} is not in fixtures/cases.json`);
  }
  for (const [number, entry] of entries) if ('shows' in entry) checkEntry(number, entry, fixtures);
  return { entries, fixtures };
}

/** The fixture that an entry names: `early-error-return` or `projects/workspace`. */
export function fixtureNamed(fixtures: readonly CaseFixture[], name: string): CaseFixture | undefined {
  const [transform, own] = name.includes('/') ? name.split('/') : ['node-callbacks', name];
  return fixtures.find((fixture) => fixture.transform === transform && fixture.name === own);
}

function checkEntry(number: number, { shows, twin }: CaseEntry, fixtures: readonly CaseFixture[]): void {
  for (const name of typeof twin === 'string' ? [shows, twin] : [shows]) {
    const fixture = fixtureNamed(fixtures, name);
    if (!fixture?.cases.includes(number)) throw new Error(`fixtures/cases.json: ${name} does not show case ${number}`);
  }
}

function readFixture(transform: string, name: string, folder: URL): CaseFixture {
  const expected = readJson(new URL('expect.json', folder)) as Partial<CaseFixture> & {
    title: string;
    left?: readonly string[];
  };
  const names = readdirSync(folder);
  const input = names.find((file) => file.startsWith('input.'));
  const extension = input ? extname(input) : '.js';
  const output = new URL(`output${extension}`, folder);
  return {
    transform,
    name,
    title: expected.title,
    cases: [...(expected.cases ?? [])].sort((a, b) => a - b),
    diagnostics: expected.diagnostics ?? tally(expected.left ?? []),
    differences: expected.differences ?? [],
    language: /ts/.test(extension) ? 'ts' : 'js',
    input: input && readFileSync(new URL(input, folder), 'utf8'),
    output: input && existsSync(output) ? readFileSync(output, 'utf8') : undefined,
    runs: names.some((file) => /^(?:exec|test)\./.test(file)),
  };
}

/** The reasons in `lib/a.js:3 handler-shared, timing-is-observed`. */
function tally(left: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const reason of left.flatMap((site) => site.split(/,? /).slice(1))) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

function foldersIn(parent: URL): string[] {
  const entries = readdirSync(parent, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

const readJson = (file: URL): unknown => JSON.parse(readFileSync(file, 'utf8'));
