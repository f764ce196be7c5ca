import type { Replacement } from '../items.js';

/**
 * The replacements that stand in no other one. Of two for the same stretch the one that was planned later stands around
 * the other: a function is wrapped after its statements have been planned.
 */
export function outermostOf(replacements: readonly Replacement[]): Replacement[] {
  return replacements.filter(
    (edit, index) => !replacements.some((other, place) => other !== edit && stands(other, edit, place > index)),
  );
}

function stands(outer: Replacement, inner: Replacement, later: boolean): boolean {
  if (outer.start > inner.start || inner.end > outer.end || inner.start === outer.end) return false;
  const wider = outer.end - outer.start - (inner.end - inner.start);
  return wider > 0 || later;
}
