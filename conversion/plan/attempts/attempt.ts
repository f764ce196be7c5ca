import { Decline } from '../../decline.js';
import type { Form } from './form.js';
import type { Region } from '../regions/region.js';

/**
 * Plans something in a form: with loops where they can be, with local functions that call themselves otherwise.
 *
 * @returns what `plan` returns, or why it declines
 */
export function attempt<Result>(
  newRegion: (form: Form) => Region,
  form: Form,
  plan: (region: Region) => Result,
): Result | Decline {
  const region = newRegion(form);
  try {
    return plan(region);
  } catch (error) {
    if (!(error instanceof Decline)) throw error;
    const mayDoWithoutLoops = region.mode.kind === 'callback' && region.loopFunctions.size > 0;
    return mayDoWithoutLoops ? attempt(newRegion, { ...form, loops: false }, plan) : error;
  }
}

/** A form in which something may be planned when what is in the way of a better one is not in its way. */
export interface Alternative {
  readonly form: Form;
  readonly avoids: (inTheWay: Decline) => boolean;
}

/**
 * Plans something in the first form in which it can be.
 *
 * @param wanted the best form, the one of which is said what is in the way
 * @returns what `plan` returns: true when it is planned, false when there is nothing to plan, or why not
 */
export function attemptForms<Result extends boolean>(
  wanted: Form,
  alternatives: readonly Alternative[],
  plan: (form: Form) => Decline | Result,
): Decline | Result {
  const answer = plan(wanted);
  if (!(answer instanceof Decline)) return answer;
  for (const { form, avoids } of alternatives) {
    const other = avoids(answer) ? plan(form) : answer;
    if (other === true) return other;
  }
  return answer;
}
