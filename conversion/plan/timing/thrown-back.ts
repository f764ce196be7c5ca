import { continuationsOf } from '../../../analysis/continuation.js';
import { functionName } from '../../../analysis/local-function.js';
import { keysOfGiven } from '../../../analysis/timing/registered.js';
import { isFunctionNode } from '../../../syntax/walk.js';
import { Decline } from '../../decline.js';
import type { Region } from '../regions/region.js';
import { isSurelyLater, timingOf } from './non-tail.js';

/**
 * Who calls a function that was given, in a `try` and with a callback that throws, gets what that throws through all that
 * runs in between: an operation that calls back at once ends there, and a body that goes on behind it would not end it.
 *
 * @throws {Decline} where an operation of such a function is not one of Node that surely calls back later
 */
export function checkThrownBack(region: Region): void {
  const { context } = region;
  for (const operation of region.operations) {
    if (operation.callee.kind === 'builtin' && isSurelyLater(region, operation)) continue;
    for (const fn of context.parents.ancestors(operation.call)) {
      if (!isFunctionNode(fn) || continuationsOf(context, fn).length === 0) continue;
      if (keysOfGiven(context, fn).some((key) => timingOf(region).reliedOn(key) !== undefined))
        throw new Decline('handler-throws-at-once', operation.call, { callee: functionName(context, fn) });
    }
  }
}
