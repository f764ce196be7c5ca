import type { RestPlace } from '../../core/index.js';
import type { UnitShape } from '../../analysis/census/shape-of-unit.js';
import { nameOf } from './code-name.js';
import { markdownTable } from './markdown-table.js';
import type { ModeResult, RestInFile } from './results.js';

const legend = `Each handler, completion and runner yield of the converted files by the innermost reason that stands around it:
code that was declined, a block that nobody waits for (\`detach\`, with the reason why the function around it was declined),
a converted function outside or inside of its async body, or code about which nothing was decided.`;

const places: Readonly<Record<RestPlace, string>> = {
  declined: 'declined',
  detach: 'in a detach block',
  prologue: 'beside an async body',
  body: 'inside an async body',
  refused: 'in a refused file',
  undecided: 'nothing decided',
};

const shapes: Readonly<Record<UnitShape, string>> = {
  'handler-in-place': 'handler of a call that is no known operation',
  'handler-declared': 'handler that is declared or assigned',
  yield: 'yield of a runner',
  'callback-in-field': 'callback kept in a field',
  'callback-in-inner-handler': 'completion inside of a function that a call gets',
  'callback-in-inner-function': 'completion inside of another inner function',
  'callback-beside-delegation': 'completion in a function that also hands its callback on',
  'callback-alone': 'completion in a function that only completes',
};

interface Group {
  readonly where: string;
  readonly why: string;
  readonly units: RestInFile[];
  readonly packages: Set<ModeResult>;
}

/** What conversions left of the census, by why it is there. */
export function renderRest(found: readonly ModeResult[]): string {
  const groups = new Map<string, Group>();
  for (const mode of found) {
    for (const unit of mode.rest) {
      const where = places[unit.place];
      const why = whyOf(unit);
      const key = `${where} ${why}`;
      const group = groups.get(key) ?? { where, why, units: [], packages: new Set() };
      group.units.push(unit);
      group.packages.add(mode);
      groups.set(key, group);
    }
  }
  const rows = [...groups.values()].sort((a, b) => b.units.length - a.units.length).map(rowOf);
  const head = ['where', 'why', 'units', 'handlers', 'completions', 'yields', 'packages'];
  return `${legend}\n\n${markdownTable(head, rows)}`;
}

function whyOf({ place, code, shape }: RestInFile): string {
  if (code !== undefined) return `${code} ${nameOf(code)}`;
  return place === 'undecided' ? shapes[shape] : '';
}

function rowOf({ where, why, units, packages }: Group): string[] {
  const count = (wanted: RestInFile['kind']): number => units.filter(({ kind }) => kind === wanted).length;
  const counts = [units.length, count('errorFirstHandlers'), count('completions'), count('runnerYields')];
  return [where, why, ...counts.map(String), String(packages.size)];
}
