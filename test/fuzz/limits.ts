import { completesAtOnce } from './model/completes-at-once.js';
import { asidesOf } from './model/asides.js';
import type { Program } from './model/program.js';
import type { Source } from './render/render-program.js';
import type { Allowance } from './run/compare-traces.js';

/** What can be compared of a program, and how strictly; see docs/fuzzing.md. */
export interface Limits {
  readonly allowance: Omit<Allowance, 'withoutCallback'>;
  /** Whether a callback that throws does the same before and after. */
  readonly callbackMayThrow: boolean;
  /** Whether a missing callback does. */
  readonly callbackMayLack: boolean;
  /** Whether two calls on one object do the same before and after. */
  readonly callsMayMeet: boolean;
  /** Whether only runs without errors can be compared. */
  readonly successOnly: boolean;
}

const tellsEach = (model: string): boolean => model.includes('"errors":"each"');

export function limitsOf({ functions }: Program, { text: main, lib = '', sites }: Source): Limits {
  const text = main + lib;
  const model = JSON.stringify(functions);
  const inner = JSON.stringify(functions.slice(0, -1));
  const calls = (callee: string): boolean => sites.some(({ tags }) => tags.includes(`callee: ${callee}`));
  // What follows a completion runs before a continuation that comes a microtask later.
  const goesOn = model.includes('"kind":"completed"');
  const atOnce = calls('cached') || calls('local') || (calls('function') && (goesOn || completesAtOnce(functions)));
  // `nextTick` runs the callbacks of all calls that run at the same time, and then what follows an `await` in each of them.
  const meets = sites.some(
    ({ tags }) => tags.includes('callee: function') && tags.some((tag) => /^within: (?:fan-out|parallel)/.test(tag)),
  );
  const ticksMeet = meets && text.includes('nextTick');
  // Who waits beside others in a list, and who completes in a tick, is told in the turn in which callbacks run that nobody waits for.
  const oneTurn = model.includes('"kind":"waiting"') || text.includes('nextTick');
  // After E2 an exception arrives as an error: at a callback that throws itself, or at nobody.
  const booms = /ops\.(?:boom|broken)\(/.test(text);
  // After E6 a callback of the program is told once; what it would do the second time is gone.
  const retells = functions.length > 1 && model.includes('"kind":"try"');
  // Who waits beside others is told in the turn of the first of them, and not at all when one in front of it throws.
  const waits = model.includes('"kind":"waiting"');
  return {
    allowance: {
      completesAtOnce: atOnce,
      ticksMeet,
      aside: oneTurn ? asidesOf(functions, sites) : undefined,
      laterErrors: model.includes('"errors":"each"'),
    },
    callbackMayThrow: !atOnce && !booms && !retells && !waits,
    callbackMayLack: !booms,
    // What one call does later (E3) the other one sees in a field that they share.
    callsMayMeet: !waits && !(atOnce && /\.count\b/.test(text)),
    // Who is told of several errors (E7) may do something each time.
    // What is thrown at once keeps the statements behind the call from running (E2).
    successOnly:
      tellsEach(inner) ||
      (tellsEach(model) && model.includes('"kind":"local"')) ||
      (atOnce && booms && /"kind":"(?:after|visit|start)"/.test(model)),
  };
}
