import type { Decline } from '../../decline.js';

/** Obstacles that `--unsafe` makes assumptions of. */
const ASSUMABLE: ReadonlySet<string> = new Set([
  'timing-is-observed',
  'completes-among-ticks',
  'field-is-raced',
  'throw-is-listened-for',
  'library-takes-no-callback',
  'continuation-method-exported',
  'callback-field-shared',
]);

export const isAssumable = ({ reason }: Decline): boolean => ASSUMABLE.has(reason);
