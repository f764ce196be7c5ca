import type { CallbackBlocker, CallbackGroups, SharedFunction } from '../core/index.js';
import { plural } from './plural.js';

/** How many groups, and how many functions that keep their callbacks, are named without `verbose`. */
const SHOWN = 10;

/** What becomes of functions that other files call: groups that are applied as one, and what stands in the way of others. */
export function formatGroups({ applied, kept, calls }: CallbackGroups, verbose: boolean): readonly string[] {
  const lines: string[] = [];
  if (calls.known > 0)
    lines.push(
      `Of ${plural(calls.known, 'call')} of converted functions of other files, ${calls.awaited} would await them directly.`,
    );
  const limit = verbose ? Infinity : SHOWN;
  if (applied.length > 0) {
    lines.push('Functions that lose their callbacks, with their callers in all files:');
    const groups = applied.toSorted((a, b) => b.decisions - a.decisions);
    for (const { functions, decisions, files } of groups.slice(0, limit))
      lines.push(
        `  ${plural(decisions, 'site')} in ${plural(files.length, 'file')}: ${functions.map(nameOf).join(', ')}`,
      );
    lines.push(...rest(applied.length - limit, 'group'));
  }
  if (kept.length > 0) {
    lines.push('Functions that keep their callbacks, since not all of their callers are known to await them:');
    for (const shared of kept.slice(0, limit)) lines.push(`  ${nameOf(shared)}: ${obstacle(shared)}`);
    lines.push(...rest(kept.length - limit, 'function'));
    const hint = bestHint(kept);
    if (hint) lines.push(hint);
    lines.push(...testHint(kept));
  }
  return lines;
}

const nameOf = ({ path, line, name }: SharedFunction): string => `${name} (${path}:${line})`;

const rest = (count: number, noun: string): string[] =>
  count > 0 && Number.isFinite(count) ? [`  … and ${plural(count, 'more ' + noun)}`] : [];

/** Some reasons have no place. */
const reasonAt = ({ reason, place }: CallbackBlocker): string => (place === '' ? reason : `${reason} (${place})`);

function obstacle({ uses, awaited, blockers }: SharedFunction): string {
  const [first] = blockers;
  const others = blockers.length > 1 ? `, and ${blockers.length - 1} more` : '';
  return `${awaited} of ${plural(uses, 'use')} await${uses === 1 ? 's' : ''} it; ${reasonAt(first!)}${others}`;
}

/** Functions that lose their callbacks as soon as tests need not stay as they are. */
function testHint(kept: readonly SharedFunction[]): string[] {
  const freed = kept.filter(
    ({ blockers }) =>
      blockers.some(({ isTest }) => isTest) && blockers.every(({ isTest, isPolicy }) => isTest || isPolicy),
  );
  if (freed.length === 0) return [];
  const uses = freed.reduce((sum, shared) => sum + shared.uses, 0);
  return [
    `Only tests keep the callbacks of ${plural(freed.length, 'function')} with ${plural(uses, 'use')}: --exports promise takes them away where the tests are converted as well.`,
  ];
}

/** The obstacle that is the only one left for most functions and their uses. */
function bestHint(kept: readonly SharedFunction[]): string | undefined {
  const freed = new Map<string, { functions: number; uses: number }>();
  for (const { blockers, uses } of kept) {
    const [first, ...others] = [...new Set(blockers.map(reasonAt))];
    if (first === undefined || others.length > 0) continue;
    const { functions, uses: known } = freed.get(first) ?? { functions: 0, uses: 0 };
    freed.set(first, { functions: functions + 1, uses: known + uses });
  }
  const [best] = [...freed].sort(([, a], [, b]) => b.uses - a.uses || b.functions - a.functions);
  if (!best) return undefined;
  const [text, { functions, uses }] = best;
  return `Without this one, ${plural(functions, 'function')} with ${plural(uses, 'use')} would lose the callback: ${text}`;
}
