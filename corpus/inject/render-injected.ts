import { markdownTable } from '../run/markdown-table.js';
import type { InjectResult } from './inject-package.js';

const SHOWN = 12;

/** The results as a Markdown page. */
export function renderInjected(results: readonly InjectResult[]): string {
  const head = ['package', 'calls', 'failed', 'with differences', 'not compared'];
  const rows = results.map(({ name, version, error, calls, failed, skipped, differences }) =>
    error === undefined
      ? [`${name} ${version}`, `${calls}`, `${failed.length}`, `${differences.length}`, `${skipped.length}`]
      : [`${name} ${version}`, 'not measured', '', '', ''],
  );
  const details = results.filter(({ differences, error }) => differences.length > 0 || error !== undefined).map(detail);
  return `${['# Failing calls', markdownTable(head, rows), ...details].join('\n\n')}\n`;
}

function detail({ name, error, differences }: InjectResult): string {
  if (error !== undefined) return `## ${name}\n\n${error}`;
  const parts = differences.map(
    ({ failed, gone, added }) =>
      `\`${failed}\` failed:\n\n\`\`\`diff\n${[...shown('-', gone), ...shown('+', added)].join('\n')}\n\`\`\``,
  );
  return `## ${name}\n\n${parts.join('\n\n')}`;
}

function shown(sign: string, lines: readonly string[]): string[] {
  const more = lines.length - SHOWN;
  return [...lines.slice(0, SHOWN).map((line) => `${sign} ${line}`), ...(more > 0 ? [`${sign} … ${more} more`] : [])];
}
