import { readdirSync, readFileSync } from 'node:fs';

/** The text of `docs/README.md`: every page of `docs/`, with its title and its first sentence. */
export function renderIndex(docs: URL): string {
  const names = readdirSync(docs).filter((name) => name.endsWith('.md') && name !== 'README.md');
  return [
    '<!-- Generated from the pages beside it by scripts/generate.ts. Do not edit. -->',
    '',
    '# Documentation',
    '',
    ...names.sort().map((name) => renderEntry(name, readFileSync(new URL(name, docs), 'utf8'))),
    '',
  ].join('\n');
}

function renderEntry(name: string, text: string): string {
  const [, title, paragraph] = /(?:^|\n)# (.+)\n\n([\s\S]+?)(?:\n\n|\n*$)/.exec(text) ?? [];
  if (!title || !paragraph) throw new Error(`docs/${name} needs a "# Title" and a paragraph`);
  const [sentence] = paragraph
    .replaceAll('**', '')
    .replaceAll('\n', ' ')
    .split(/(?<=\.) /);
  return `- [${title}](${name}): ${sentence ?? ''}`;
}
