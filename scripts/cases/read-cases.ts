import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';

/** What a fixture shows, as far as the page of cases tells. */
export interface CaseFixture {
  readonly transform: string;
  readonly name: string;
  readonly title: string;
  /** Numbers of the cases, ascending; the fixture stands in full at the first one. */
  readonly cases: readonly number[];
  /** How often each diagnostic is given, by name. */
  readonly diagnostics: Readonly<Record<string, number>>;
  readonly differences: readonly { readonly equivalence: string; readonly reason: string }[];
  /** For code fences: `js`, `ts`, … */
  readonly language: string;
  readonly input: string;
  /** Missing when the input stays. */
  readonly output: string | undefined;
}

/** The catalogue of cases with the fixtures that show them. */
export interface Cases {
  /** Titles by number. */
  readonly titles: ReadonlyMap<number, string>;
  readonly fixtures: readonly CaseFixture[];
}

/**
 * Reads the fixtures of all transforms.
 *
 * @param folder `fixtures/`, ending with a slash
 * @throws when a fixture names a case that is not in `cases.json`
 */
export function readCases(folder: URL): Cases {
  const listed = readJson(new URL('cases.json', folder)) as Record<string, string>;
  const titles = new Map(Object.entries(listed).map(([number, title]) => [Number(number), title]));
  const fixtures = foldersIn(folder)
    .filter((transform) => transform !== 'projects')
    .flatMap((transform) => {
      const own = new URL(`${transform}/`, folder);
      return foldersIn(own).map((name) => readFixture(transform, name, new URL(`${name}/`, own)));
    });
  for (const { name, cases } of fixtures) {
    const unknown = cases.find((number) => !titles.has(number));
    if (unknown !== undefined) throw new Error(`fixture ${name}: case ${unknown} is not in fixtures/cases.json`);
  }
  return { titles, fixtures };
}

function readFixture(transform: string, name: string, folder: URL): CaseFixture {
  const expected = readJson(new URL('expect.json', folder)) as Partial<CaseFixture> & { title: string };
  const input = readdirSync(folder).find((file) => file.startsWith('input.'))!;
  const extension = extname(input);
  const output = new URL(`output${extension}`, folder);
  return {
    transform,
    name,
    title: expected.title,
    cases: [...(expected.cases ?? [])].sort((a, b) => a - b),
    diagnostics: expected.diagnostics ?? {},
    differences: expected.differences ?? [],
    language: /ts/.test(extension) ? 'ts' : 'js',
    input: readFileSync(new URL(input, folder), 'utf8'),
    output: existsSync(output) ? readFileSync(output, 'utf8') : undefined,
  };
}

function foldersIn(parent: URL): string[] {
  const entries = readdirSync(parent, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

const readJson = (file: URL): unknown => JSON.parse(readFileSync(file, 'utf8'));
