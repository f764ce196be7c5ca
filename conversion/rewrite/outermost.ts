import type { Replacement } from '../items.js';

/**
 * The replacements that stand in no other one. Of two for the same stretch the one that was planned later stands around
 * the other: a function is wrapped after its statements have been planned.
 */
export function outermostOf(replacements: readonly Replacement[]): Replacement[] {
  const places = new Map(replacements.map((replacement, place) => [replacement, place]));
  const widestFirst = [...replacements].sort(
    (a, b) => a.start - b.start || b.end - a.end || places.get(b)! - places.get(a)!,
  );
  const inner = new Set<Replacement>();
  let reach = -1;
  for (const replacement of widestFirst) {
    // What is inserted at the very end of another stands behind it.
    if (replacement.end <= reach && replacement.start < reach) inner.add(replacement);
    else reach = Math.max(reach, replacement.end);
  }
  return replacements.filter((replacement) => !inner.has(replacement));
}
