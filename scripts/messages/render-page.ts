import type { Area, Message } from './message.js';
import type { ParsedMessages } from './parse-messages.js';

/** The text of `docs/diagnostics.md`. */
export function renderPage({ areas, messages }: ParsedMessages): string {
  const used = areas.map((area) => ({ area, own: messages.filter(({ code }) => code.startsWith(area.prefix)) }));
  return [
    '<!-- Generated from messages/*.md by scripts/generate.ts. Do not edit. -->',
    '',
    '# Diagnostics',
    '',
    'Everything that coshift reports has a code. `coshift explain CODE` prints the same text in the terminal.',
    '',
    '| code | name | severity |',
    '|---|---|---|',
    ...messages.map(({ code, name, severity }) => `| [${code}](#${anchor(code, name)}) | ${name} | ${severity} |`),
    ...used.filter(({ own }) => own.length > 0).flatMap(({ area, own }) => renderArea(area, own)),
    '',
  ].join('\n');
}

function renderArea(area: Area, messages: readonly Message[]): readonly string[] {
  return ['', `## ${area.prefix}xxx ${area.title}`, '', area.introduction, ...messages.flatMap(renderMessage)];
}

function renderMessage({ code, name, severity, template, explanation }: Message): readonly string[] {
  return ['', `### ${code} ${name}`, '', `${severity}: ${template}`, '', explanation];
}

/** How GitHub names the heading `### CS1234 some-name`. */
function anchor(code: string, name: string): string {
  return `${code.toLowerCase()}-${name}`;
}
