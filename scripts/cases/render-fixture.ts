import type { Message } from '../messages/message.js';
import type { CaseFixture } from './read-cases.js';

/**
 * A fixture in full where it is shown for the first time, and a link to that place later.
 *
 * @param shown the fixtures that were shown already; this one is added
 */
export function renderFixture(fixture: CaseFixture, messages: readonly Message[], shown: Set<CaseFixture>): string[] {
  const { name, title, language, input, output } = fixture;
  if (shown.has(fixture)) return ['', `[${name}](#${name}): ${title}`];
  shown.add(fixture);
  const heading = ['', `### ${name}`, '', `${title} (${fixtureLink(fixture, 'files')})`];
  if (input === undefined) return [...heading, ...renderNotes(fixture, messages)];
  const after = output === undefined ? ['Stays as it is.'] : ['After:', '', ...fenced(language, output)];
  return [...heading, '', ...fenced(language, input), '', ...after, ...renderNotes(fixture, messages)];
}

/** A link to the folder of a fixture. */
export const fixtureLink = ({ transform, name }: CaseFixture, text = name): string =>
  `[${text}](../fixtures/${transform}/${name}/)`;

/** Links to the codes that a fixture gives. */
export const codeLinks = ({ diagnostics }: CaseFixture, messages: readonly Message[]): string =>
  Object.keys(diagnostics)
    .map((name) => codeLink(name, messages))
    .join(', ');

function renderNotes(fixture: CaseFixture, messages: readonly Message[]): string[] {
  const codes = codeLinks(fixture, messages);
  const notes = [
    ...(codes ? [`Reported: ${codes}.`] : []),
    ...fixture.differences.map(({ equivalence, reason }) => `Differs (${equivalence}): ${reason}.`),
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
