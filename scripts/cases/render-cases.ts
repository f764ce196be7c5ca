import type { Message } from '../messages/message.js';
import { verdicts, type CaseEntry } from './case-entry.js';
import { fixtureNamed, type CaseFixture, type Cases } from './read-cases.js';
import { codeLinks, fixtureLink, renderFixture } from './render-fixture.js';

/** The text of `docs/cases.md`: each case with what becomes of it, and what looks alike and goes another way. */
export function renderCases({ entries, fixtures }: Cases, messages: readonly Message[]): string {
  const numbers = [...entries.keys()].sort((a, b) => a - b);
  const shown = new Set<CaseFixture>();
  return [
    '<!-- Generated from fixtures/ by scripts/generate.ts. Do not edit. -->',
    '',
    '# Cases',
    '',
    'What becomes of legacy code, case by case. Every example is a fixture: the tests convert it, run both versions against the same',
    'scenarios, on success and on failure, and compare what happened. Under each case stands what it becomes, and a near miss: code that',
    'looks alike and goes another way. A code leads to the reason why something stays; what may differ between the versions is one of the',
    'differences of [what stays the same](correctness.md).',
    '',
    ...overview(numbers, { entries, fixtures }, messages),
    ...numbers.flatMap((number) => renderCase(number, { entries, fixtures }, messages, shown)),
    '',
  ].join('\n');
}

/** One row for each case. */
function overview(numbers: readonly number[], { entries, fixtures }: Cases, messages: readonly Message[]): string[] {
  const rows = numbers.map((number) => {
    const entry = entries.get(number)!;
    const title = `[${entry.title.replaceAll('|', '\\|')}](#${anchor(`${number} ${entry.title}`)})`;
    if (!('shows' in entry)) return `| ${number} | ${title} | | |`;
    const twin = typeof entry.twin === 'string' ? fixtureNamed(fixtures, entry.twin) : undefined;
    const codes = twin ? codeLinks(twin, messages) : '';
    return `| ${number} | ${title} | ${entry.verdict} | ${[twin && fixtureLink(twin), codes].filter(Boolean).join(' ')} |`;
  });
  return ['| | case | | near miss |', '|---|---|---|---|', ...rows];
}

/** As Markdown makes it of a heading. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

function renderCase(
  number: number,
  { entries, fixtures }: Cases,
  messages: readonly Message[],
  shown: Set<CaseFixture>,
): string[] {
  const entry = entries.get(number)!;
  const own = fixtures.filter(({ cases }) => cases.includes(number));
  const main = 'shows' in entry ? [fixtureNamed(fixtures, entry.shows)!] : own.slice(0, 1);
  const twin = 'shows' in entry && typeof entry.twin === 'string' ? fixtureNamed(fixtures, entry.twin) : undefined;
  const others = own.filter((fixture) => fixture !== twin && !main.includes(fixture));
  return [
    '',
    `## ${number} ${entry.title}`,
    ...('verdict' in entry ? ['', verdicts[entry.verdict]] : []),
    ...main.flatMap((fixture) => renderFixture(fixture, messages, shown)),
    ...('twin' in entry ? renderTwin(entry, twin, messages, shown) : []),
    ...(others.length > 0 ? ['', 'See also:', '', ...others.map((one) => `- ${fixtureLink(one)}: ${one.title}`)] : []),
  ];
}

function renderTwin(
  { twin }: CaseEntry,
  fixture: CaseFixture | undefined,
  messages: readonly Message[],
  shown: Set<CaseFixture>,
): string[] {
  if (!fixture) return typeof twin === 'string' ? [] : ['', `No near miss: ${twin.none}.`];
  return ['', '**Near miss.**', ...renderFixture(fixture, messages, shown)];
}
