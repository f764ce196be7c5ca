import { findMessage } from '../../core/index.js';
import { nameOf } from './code-name.js';
import { markdownTable } from './markdown-table.js';
import type { ModeResult } from './results.js';

const legend = `\`units\` are handlers, completions and runner yields that stay in code which was left for that reason, or in a detached block of
it. The most first.`;

interface Reason {
  readonly code: string;
  readonly sites: number;
  readonly units: number;
}

/** Per code: how many sites were left, what of the census they hold, why, and what it would take. */
export function renderReasons(found: readonly ModeResult[]): string {
  const codes = new Set(
    found.flatMap(({ reasons, rest }) => [...Object.keys(reasons), ...rest.flatMap(({ code }) => code ?? [])]),
  );
  const rows = [...codes].map((code): Reason => ({
    code,
    sites: found.reduce((sum, { reasons }) => sum + (reasons[code] ?? 0), 0),
    units: found.reduce((sum, { rest }) => sum + rest.filter((unit) => unit.code === code).length, 0),
  }));
  rows.sort((a, b) => b.units - a.units || b.sites - a.sites || (a.code < b.code ? -1 : 1));
  const head = ['code', 'name', 'sites', 'units', 'why they stay', 'what it would take'];
  return `${legend}\n\n${markdownTable(head, rows.map(cellsOf))}`;
}

function cellsOf({ code, sites, units }: Reason): string[] {
  const { template = '', explanation = '' } = findMessage(code) ?? {};
  const [, remedy = ''] = /What to do: ([^]*)$/.exec(explanation) ?? [];
  return [code, nameOf(code), `${sites}`, `${units}`, ...[template, remedy].map(inCell)];
}

function inCell(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
}
