import { findMessage, type MessageName, type RestCount } from '../../core/index.js';
import type { RestUnit } from './explain-rest.js';
import type { UnitShape } from './shape-of-unit.js';

/** Why units stay about which nothing was decided. */
const reasons = {
  'handler-in-place': 'handler-of-unknown-call',
  'handler-declared': 'handler-under-a-name',
  yield: 'yield-of-unknown-runner',
  'callback-in-field': 'callback-in-object',
  'callback-in-inner-handler': 'callback-in-handed-function',
  'callback-in-inner-function': 'callback-in-inner-function',
  'callback-beside-delegation': 'callback-also-handed-on',
  'callback-alone': 'nothing-to-wait-for',
} as const satisfies Record<UnitShape, MessageName>;

/** Adds up the units of a file that stay for the same reason, the most first. */
export function countRest(units: readonly RestUnit[]): RestCount[] {
  const counts = new Map<string, RestCount>();
  for (const unit of units) {
    const reason = reasonOf(unit);
    const key = JSON.stringify(reason);
    const group = counts.get(key) ?? { ...reason, units: 0, lines: [] };
    counts.set(key, { ...group, units: group.units + 1, lines: [...group.lines, unit.range.line] });
  }
  return [...counts.values()].sort((a, b) => b.units - a.units);
}

function reasonOf(unit: RestUnit): Omit<RestCount, 'units' | 'lines'> {
  const { place, code, unsafe } = unit;
  if (code !== undefined) return { place, code, unsafe };
  if (place === 'declined') return { place, unsafe };
  return { place, code: findMessage(nameOf(unit))!.code, undecided: true, unsafe };
}

function nameOf({ place, shape }: RestUnit): MessageName {
  if (shape === 'yield' && place !== 'undecided') return 'goes-on-inside-callbacks';
  if (place === 'prologue' && shape.startsWith('callback-')) return 'completes-beside-body';
  return reasons[shape];
}
