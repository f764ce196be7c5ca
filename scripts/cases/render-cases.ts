import type { Message } from '../messages/message.js';
import type { CaseFixture, Cases } from './read-cases.js';

/** The text of `docs/cases.md`: each case with what becomes of it. */
export function renderCases({ titles, fixtures }: Cases, messages: readonly Message[]): string {
  const numbers = [...titles.keys()].sort((a, b) => a - b);
  const shown = numbers.filter((number) => fixtures.some(({ cases }) => cases.includes(number)));
  const missing = numbers.filter((number) => !shown.includes(number));
  return [
    '<!-- Generated from fixtures/ by scripts/generate.ts. Do not edit. -->',
    '',
    '# Cases',
    '',
    'What becomes of legacy code, case by case. Every example is a fixture: the tests convert it, run both versions against the same',
    'scenarios, and compare what happened. A code leads to the reason why something stays. What may differ between the versions is one of the ten differences of',
    '[what stays the same](correctness.md).',
    ...shown.flatMap((number) => renderCase(number, titles.get(number)!, fixtures, messages)),
    ...(missing.length > 0
      ? ['', '## Cases without an example', '', ...missing.map((number) => `- ${number} ${titles.get(number)!}`)]
      : []),
    '',
  ].join('\n');
}

function renderCase(
  number: number,
  title: string,
  fixtures: readonly CaseFixture[],
  messages: readonly Message[],
): string[] {
  const own = fixtures.filter(({ cases }) => cases[0] === number);
  const others = fixtures.filter(({ cases }) => cases.includes(number) && cases[0] !== number);
  const links = others.map(({ name, title: said }) => `- [${name}](#${name}): ${said}`);
  return [
    '',
    `## ${number} ${title}`,
    ...own.flatMap((fixture) => renderFixture(fixture, messages)),
    ...(links.length > 0 ? ['', own.length > 0 ? 'See also:' : 'See:', '', ...links] : []),
  ];
}

function renderFixture(fixture: CaseFixture, messages: readonly Message[]): string[] {
  const { name, title, language, input, output } = fixture;
  const after = output === undefined ? ['Stays as it is.'] : ['After:', '', ...fenced(language, output)];
  return [
    '',
    `### ${name}`,
    '',
    title,
    '',
    ...fenced(language, input),
    '',
    ...after,
    ...renderNotes(fixture, messages),
  ];
}

function renderNotes({ diagnostics, differences }: CaseFixture, messages: readonly Message[]): string[] {
  const codes = Object.keys(diagnostics).map((name) => codeLink(name, messages));
  const notes = [
    ...(codes.length > 0 ? [`Reported: ${codes.join(', ')}.`] : []),
    ...differences.map(({ equivalence, reason }) => `Differs (${equivalence}): ${reason}.`),
  ];
  return notes.flatMap((note) => ['', note]);
}

function codeLink(name: string, messages: readonly Message[]): string {
  const message = messages.find((candidate) => candidate.name === name);
  if (!message) throw new Error(`no diagnostic is named ${name}`);
  return `[${message.code} ${name}](diagnostics.md#${message.code.toLowerCase()}-${name})`;
}

const fenced = (language: string, text: string): string[] => [
  '```' + language,
  ...text.trimEnd().split(/\r?\n/),
  '```',
];
